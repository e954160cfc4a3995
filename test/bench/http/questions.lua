-- Asks for standings: the paths are in the file whose name is given. With a place to start at, it asks one
-- after the other from there; else at random, by a seed.
local paths, place = {}, nil
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  math.randomseed(tonumber(args[2]))
  place = tonumber(args[3])
end
function request()
  if place == nil then return wrk.format("GET", paths[math.random(#paths)]) end
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
function done(summary)
  local wrong = summary.errors
  io.write(string.format("requests %d microseconds %d failed %d\n", summary.requests, summary.duration,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
