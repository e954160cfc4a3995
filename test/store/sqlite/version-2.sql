-- A ledger as Hustings wrote it at version 2 of its tables, as SQL.
PRAGMA application_id = 1213551444;
PRAGMA user_version = 2;
CREATE TABLE stream (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE symbol (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    recorded_max INTEGER NOT NULL, -- the greatest recordedAt so far, in ms, so that an instant is found by halving
    leaf BLOB NOT NULL,
    salt BLOB NOT NULL,
    payload BLOB NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
CREATE TABLE fact (seq INTEGER PRIMARY KEY, type INTEGER NOT NULL, endorser INTEGER NOT NULL, candidate INTEGER NOT NULL, category INTEGER NOT NULL, stage INTEGER NOT NULL, facet INTEGER NOT NULL, onEarliest INTEGER NOT NULL, onLatest INTEGER NOT NULL, saidEarliest INTEGER NOT NULL, saidLatest INTEGER NOT NULL, citedLatest INTEGER NOT NULL, act INTEGER NOT NULL, replaces INTEGER NOT NULL, entry INTEGER NOT NULL) STRICT;
CREATE TABLE receipt (
    key BLOB NOT NULL PRIMARY KEY, request BLOB NOT NULL, answer TEXT NOT NULL, sum BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE tile (
    level INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (level, number)
  ) STRICT;
CREATE TABLE checkpoint (
    size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (size, note)
  ) STRICT;
CREATE TABLE generation (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO stream VALUES (0, 'hustings-contest-leader-2010');
INSERT INTO stream VALUES (1, 'hustings-register');
INSERT INTO symbol VALUES (0, 'ann');
INSERT INTO symbol VALUES (1, 'bob');
INSERT INTO symbol VALUES (2, 'm1');
INSERT INTO symbol VALUES (3, 'MP');
INSERT INTO symbol VALUES (4, 't1');
INSERT INTO symbol VALUES (5, 'TU');
INSERT INTO symbol VALUES (6, 't2');
INSERT INTO entry VALUES (0, x'5023662705d94810858a40e018035f9a', 0, 0, 1767225601000, CAST('{"contest":"leader-2010","id":"50236627-05d9-4810-858a-40e018035f9a","payloadHash":"sha256:44c01b6113ab03dd630552e67e8ed3b6c60446407110d011ea8d73991ea574b3","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"ContestOpened","version":1}' AS BLOB), x'6b86b273ff34fce19d6b804eff5a3f57', CAST('{"data":{"categories":[{"category":"MP","name":"MP"},{"category":"CLP","name":"CLP"},{"category":"TU","name":"TU"},{"category":"SS","name":"SS"},{"category":"AFF","name":"Affiliates","of":["TU","SS"]}],"office":"Leader","organisation":"The Party","title":"Leadership election, 2010"},"on":"2010-05-01","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (1, x'49915e0d7d4b402e8017d010bc1c0e83', 0, 1, 1767225601000, CAST('{"contest":"leader-2010","id":"49915e0d-7d4b-402e-8017-d010bc1c0e83","payloadHash":"sha256:5a1267a2f100b3746a15a75d40a699b27c793c071822ef66c2e3d34e639214d4","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"CandidateEntered","version":1}' AS BLOB), x'47ada4eaa22f1d49c01e52ddb7875b4b', CAST('{"data":{"candidate":"ann","name":"ANN"},"on":"2010-05-01","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (2, x'81b637d8fcd246da8359e6963113a117', 0, 2, 1767225601000, CAST('{"contest":"leader-2010","id":"81b637d8-fcd2-46da-8359-e6963113a117","payloadHash":"sha256:f4eb97036c070597a43fb92984f5f66c935cee864eeb0df6a9a3caff5c221269","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"CandidateEntered","version":1}' AS BLOB), x'd4735e3a265e16eee03f59718b9b5d03', CAST('{"data":{"candidate":"bob","name":"BOB"},"on":"2010-05-01","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (3, x'ca0df2c95aa144c180ff2ff3c8f967fd', 0, 3, 1767225601000, CAST('{"contest":"leader-2010","id":"ca0df2c9-5aa1-44c1-80ff-2ff3c8f967fd","payloadHash":"sha256:60c20ada8943f415d7eda6f84647c1bedd36ebe267198200b08b2f130e50c53f","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"EndorserEnrolled","version":1}' AS BLOB), x'019c07d8b6c51f90da3a666eec13ab35', CAST('{"data":{"category":"MP","endorser":"m1","name":"m1","nominates":true},"sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (4, x'628b49d96dcd497a830dd4f597705899', 0, 4, 1767225601000, CAST('{"contest":"leader-2010","id":"628b49d9-6dcd-497a-830d-d4f597705899","payloadHash":"sha256:0024cd61d350d98a6cb21c33d0588699a1efa4337107cdb6cdd6ad8e43949230","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"EndorserEnrolled","version":1}' AS BLOB), x'4e07408562bedb8b60ce05c1decfe3ad', CAST('{"data":{"category":"TU","endorser":"t1","name":"t1","nominates":true},"sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (5, x'c44474038d454e4084714afefa7bf8da', 0, 5, 1767225601000, CAST('{"contest":"leader-2010","id":"c4447403-8d45-4e40-8471-4afefa7bf8da","payloadHash":"sha256:d54d6597419484562145b1269dcb600cf163b3912becc87363af79dad825fe69","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"EndorserEnrolled","version":1}' AS BLOB), x'16b72230967de01f640b7e4729b49fce', CAST('{"data":{"category":"TU","endorser":"t2","name":"t2","nominates":true},"sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (6, x'ca978112ca1b4dca8ac231b39a23dc4d', 0, 6, 1767225601000, CAST('{"contest":"leader-2010","id":"ca978112-ca1b-4dca-8ac2-31b39a23dc4d","payloadHash":"sha256:47c6af18cd08c13821fd76f111a4fb6d43ac563d960e4a1550db73227ab728da","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"NominationMade","version":1}' AS BLOB), x'4b227777d4dd1fc61c6f884f48641d02', CAST('{"data":{"candidate":"ann","endorser":"t1"},"on":"2010-07-10","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (7, x'2c3a4249d77040058649dbd822dcaf79', 0, 7, 1767225601000, CAST('{"contest":"leader-2010","id":"2c3a4249-d770-4005-8649-dbd822dcaf79","payloadHash":"sha256:909e9b8a127ae9480f7cb737a88d8ca671dbd30eaab6a45028190ff74f1e5a9b","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"NominationMade","version":1}' AS BLOB), x'b4d121d3fd328cb08b5531fcacdabf8a', CAST('{"data":{"act":"ca978112-ca1b-4dca-8ac2-31b39a23dc4d","candidate":"ann","endorser":"t1"},"on":"[..2010-07-12]","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (8, x'65c74c15a686487b86bbf9958f494fc6', 0, 8, 1767225601000, CAST('{"contest":"leader-2010","id":"65c74c15-a686-487b-86bb-f9958f494fc6","payloadHash":"sha256:0e503dff5ff3443e69325defade3354171a629221c31ac842f0d024e995c9461","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"NominationMade","version":1}' AS BLOB), x'ef2d127de37b942baad06145e54b0c61', CAST('{"data":{"candidate":"ann","endorser":"t2"},"on":"2010-07-11","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (9, x'3e23e8160039494a83894f6564e1b134', 0, 9, 1767225601000, CAST('{"contest":"leader-2010","id":"3e23e816-0039-494a-8389-4f6564e1b134","payloadHash":"sha256:eb52caa7f16950514028b5cb304e579868a55838be00f6a80e1a286d5b0750a9","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"NominationMade","version":1}' AS BLOB), x'9a1f22327b2ebbcfbec78f5564afe39d', CAST('{"data":{"candidate":"bob","endorser":"t2","replaces":"65c74c15-a686-487b-86bb-f9958f494fc6"},"on":"2010-07-15","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (10, x'2e7d2c03a9504ae285ecf5b5356885a5', 0, 10, 1767225601000, CAST('{"contest":"leader-2010","id":"2e7d2c03-a950-4ae2-85ec-f5b5356885a5","payloadHash":"sha256:dcfd67776c6336410af6a4bb0c7fbcf9e2229ba19b858f9066b4ab9f15a43941","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"EntryCorrected","version":1}' AS BLOB), x'e7f6c011776e8db7cd330b54174fd76f', CAST('{"data":{"entry":"3e23e816-0039-494a-8389-4f6564e1b134","on":"2010-07-16","why":"It was typed wrongly."}}' AS BLOB));
INSERT INTO entry VALUES (11, x'3f79bb7b435b45328651daefd374cdc6', 0, 11, 1767225601000, CAST('{"contest":"leader-2010","id":"3f79bb7b-435b-4532-8651-daefd374cdc6","payloadHash":"sha256:c263735d621f1c47f1e061675302331761875143d74fe7b8f2110ddb42294a72","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"NominationMade","version":1}' AS BLOB), x'', x'');
INSERT INTO entry VALUES (12, x'e3b98a4da31a427d8bde6e43033f66ba', 0, 12, 1767225601000, CAST('{"contest":"leader-2010","id":"e3b98a4d-a31a-427d-8bde-6e43033f66ba","payloadHash":"sha256:2f794c640978d9d0fd1b411b610a77309ab892f50257d20c529f5705bd03a01d","recordedAt":"2026-01-01T00:00:01.000Z","recordedBy":"a tester","type":"TallyReported","version":1}' AS BLOB), x'7902699be42c8a8e46fbbb4501726517', CAST('{"data":{"cells":[{"candidate":"ann","category":"TU","value":3}],"of":"acts"},"on":"2010-07-13","sources":[{"published":"2010-05-01","publisher":"The Paper","title":"A story","url":"https://paper.example/story"}]}' AS BLOB));
INSERT INTO entry VALUES (13, x'019b76daafd071f798969a49081b2451', 0, 13, 1767225603000, CAST('{"contest":"leader-2010","id":"019b76da-afd0-71f7-9896-9a49081b2451","payloadHash":"sha256:d23cc75e6e13b53ef240518081d605df1649823dca86a727e0dc371aeecec069","recordedAt":"2026-01-01T00:00:03.000Z","recordedBy":"a tester","type":"PayloadErased","version":1}' AS BLOB), x'2c624232cdd221771294dfbb310aca00', CAST('{"data":{"entry":"3f79bb7b-435b-4532-8651-daefd374cdc6","legalBasis":"A court order"}}' AS BLOB));
INSERT INTO entry VALUES (14, x'019b76dab7a073699b64386fdefb64a3', 1, 0, 1767225605000, CAST('{"contest":null,"id":"019b76da-b7a0-7369-9b64-386fdefb64a3","payloadHash":"sha256:20cb29d11c2d30b0a26225dabac84ad620f0127184d9691a9b6b1fba7ad0966c","recordedAt":"2026-01-01T00:00:05.000Z","recordedBy":"a tester","type":"EndorserMerged","version":1}' AS BLOB), x'19581e27de7ced00ff1ce50b2047e7a5', CAST('{"data":{"endorser":"t1","into":"t2","why":"Two names of one body."}}' AS BLOB));
INSERT INTO fact VALUES (0, 1, -1, -1, -1, -1, 0, 14730, 14730, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (1, 5, -1, 0, -1, -1, 0, 14730, 14730, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (2, 5, -1, 1, -1, -1, 0, 14730, 14730, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (3, 7, 2, -1, 3, -1, 1, -2147483648, 2147483647, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (4, 7, 4, -1, 5, -1, 1, -2147483648, 2147483647, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (5, 7, 6, -1, 5, -1, 1, -2147483648, 2147483647, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (6, 11, 4, 0, -1, -1, 0, 14800, 14800, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (7, 11, 4, 0, -1, -1, 0, -2147483648, 14802, 14730, 14730, -2147483648, 6, -1, -1);
INSERT INTO fact VALUES (8, 11, 6, 0, -1, -1, 0, 14801, 14801, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (9, 11, 6, 1, -1, -1, 0, 14805, 14805, 14730, 14730, -2147483648, -1, 8, -1);
INSERT INTO fact VALUES (10, 18, -1, -1, -1, -1, 1, 14806, 14806, -2147483648, -2147483648, -2147483648, -1, -1, 9);
INSERT INTO fact VALUES (11, 11, -1, -1, -1, -1, -2, -2147483648, 2147483647, 2147483647, 2147483647, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (12, 16, -1, -1, -1, -1, 0, 14803, 14803, 14730, 14730, -2147483648, -1, -1, -1);
INSERT INTO fact VALUES (13, 22, -1, -1, -1, -1, 0, -2147483648, 2147483647, -2147483648, -2147483648, -2147483648, -1, -1, 11);
INSERT INTO fact VALUES (14, 8, 4, -1, -1, -1, 0, -2147483648, 2147483647, -2147483648, -2147483648, -2147483648, -1, -1, -1);
INSERT INTO generation VALUES (1);
