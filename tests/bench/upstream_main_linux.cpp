// The upstream of the benchmark: bench_upstream [CERTIFICATE KEY]
// Prints "PORT TLS-PORT" (0: no TLS) and serves until it is ended.

#include "upstream_linux.h"

#include <sys/prctl.h>

#include <csignal>
#include <cstdio>

int main(int count, char** arguments)
{
    ::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to cancelled streams
    ::prctl(PR_SET_TIMERSLACK, 1UL);
    bench::raiseDescriptorLimit();
    bench::Upstream upstream;
    const int plain = upstream.listen(nullptr);
    int secure = 0;
    if (count == 3) {
        const auto tls = bench::serverTls(arguments[1], arguments[2]);
        secure = tls ? upstream.listen(tls) : 0;
    }
    if (plain == 0 || (count == 3 && secure == 0)) {
        std::fputs("bench_upstream: could not listen, or the certificate cannot be read\n", stderr);
        return 1;
    }
    std::printf("%d %d\n", plain, secure);
    std::fflush(stdout);
    upstream.run();
}
