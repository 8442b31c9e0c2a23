#pragma once

// Figures of another process from /proc. Source: proc(5).
namespace tests {

/// VmRSS; -1: unknown.
long long residentKb(long long pid);
/// CPU time of all its threads; -1: unknown.
long long processorTime_ms(long long pid);
/// The same of the threads that it has now, to the microsecond. Source: the kernel's sched-stats.rst.
double preciseProcessorTime_ms(long long pid);
/// Wake-ups: the voluntary context switches of all its threads.
long long wakeUps(long long pid);
/// The number of its descriptors that are sockets; files vary with log and ledger.
int openSockets(long long pid);

} // namespace tests
