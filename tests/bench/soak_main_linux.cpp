// The load of the soak:
//   bench_soak --port N --model NAME [--connections N] [--seconds N] [--leavers PERCENT]
// Prints what became of the requests as a JSON object each second, and at the end.

#include "soak_linux.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <string_view>

namespace {

/// False: no such option, or not with this value.
bool setOption(bench::SoakLoad& load, std::string_view name, std::string_view value)
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
    return number
        && std::from_chars(value.data(), value.data() + value.size(), *number).ptr == value.data() + value.size();
}

} // namespace

int main(int count, char** arguments)
{
    ::signal(SIGPIPE, SIG_IGN);
    bench::raiseDescriptorLimit();
    bench::SoakLoad load;
    for (int i = 1; i < count; i += 2) {
        if (i + 1 < count && setOption(load, arguments[i], arguments[i + 1]))
            continue;
        std::fprintf(stderr, "bench_soak: wrong option or value: %s\n", arguments[i]);
        return 2;
    }
    if (load.port == 0 || load.model.empty()) {
        std::fputs("bench_soak: --port and --model are needed\n", stderr);
        return 2;
    }
    const auto counts = bench::Soak(load).run();
    std::puts(counts.toJson().c_str());
    return counts.lost == 0 ? 0 : 1;
}
