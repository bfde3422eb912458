-- For wrk: asks the addresses in the file named by its first argument, one after the other, and says as JSON how it went.

local addresses, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do addresses[#addresses + 1] = line end
  math.randomseed(os.time())
  at = math.random(#addresses)
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "refused": %d, "lost": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout
  ))
end
