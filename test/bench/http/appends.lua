-- Enrols endorsers that nobody knows yet, one a request, in contests by turns: the paths are in the file
-- whose name is given, then come the token and what makes the names of this run new.
local paths, token, run, count = {}, "", "", 0
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  token, run = args[2], args[3]
  wrk.headers["Authorization"] = "Bearer " .. token
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["If-Match"] = "*"
end
function request()
  count = count + 1
  local name = run .. "-" .. count
  local body = '{"type":"EndorserEnrolled","data":{"endorser":"' .. name .. '","name":"Endorser ' .. name ..
    '","category":"MP","nominates":true},"sources":[{"url":"https://paper.example/' .. name ..
    '","publisher":"The Paper","title":"Who may nominate","published":"2020-01-06"}]}'
  return wrk.format("POST", paths[count % #paths + 1], nil, body)
end
function done(summary)
  local wrong = summary.errors
  io.write(string.format("requests %d microseconds %d failed %d\n", summary.requests, summary.duration,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
