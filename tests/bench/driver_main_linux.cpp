// The load of the benchmark:
//   bench_driver --port N --model NAME [--ca FILE] [--connections N] [--prompt BYTES]
//                [--warmup MS] [--measure MS] [--requests N] [--hold 1]
// Prints "begin" and "end" around what is measured, then one JSON object.

#include "driver_linux.h"
#include "options.h"

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

using bench::readInto;

/// False: no such option, or not with this value.
bool setOption(bench::Load& load, std::string_view name, const std::string& value)
{
    int held = 0;
    if (name == "--port")
        return readInto(load.port, value);
    if (name == "--connections")
        return readInto(load.connections, value);
    if (name == "--prompt")
        return readInto(load.promptBytes, value);
    if (name == "--warmup")
        return readInto(load.warmup_ms, value);
    if (name == "--measure")
        return readInto(load.measure_ms, value);
    if (name == "--requests")
        return readInto(load.requests, value);
    if (name == "--hold") {
        const bool isRight = readInto(held, value);
        load.isHeld = held != 0;
        return isRight;
    }
    if (name == "--model")
        load.model = value;
    else if (name == "--ca")
        load.tls = bench::clientTls(value);
    return name == "--model" || (name == "--ca" && load.tls);
}

} // namespace

int main(int count, char** arguments)
{
    ::signal(SIGPIPE, SIG_IGN);
    bench::raiseDescriptorLimit();
    bench::Load load;
    if (!bench::readOptions("bench_driver", count, arguments, load, setOption))
        return 2;
    auto result = bench::Driver(load).run();
    std::puts(result.toJson().c_str());
    return result.errors == 0 ? 0 : 1;
}
