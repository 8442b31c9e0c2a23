// The load of the soak:
//   bench_soak --port N --model NAME [--connections N] [--seconds N] [--leavers PERCENT]
// Prints what became of the requests as a JSON object each second, and at the end.

#include "soak_linux.h"

#include "options.h"

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

/// False: no such option, or not with this value.
bool setOption(bench::SoakLoad& load, std::string_view name, const std::string& value)
{
    if (name == "--model") {
        load.model = value;
        return !value.empty();
    }
    int* const number = name == "--port" ? &load.port
        : name == "--connections"        ? &load.connections
        : name == "--seconds"            ? &load.seconds
        : name == "--leavers"            ? &load.leavers
                                         : nullptr;
    return number && bench::readInto(*number, value);
}

} // namespace

int main(int count, char** arguments)
{
    ::signal(SIGPIPE, SIG_IGN);
    bench::raiseDescriptorLimit();
    bench::SoakLoad load;
    if (!bench::readOptions("bench_soak", count, arguments, load, setOption))
        return 2;
    const auto counts = bench::Soak(load).run();
    std::puts(counts.toJson().c_str());
    return counts.lost == 0 ? 0 : 1;
}
