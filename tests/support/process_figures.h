#pragma once

// What /proc tells of another process. Source: proc(5).
namespace tests {

/// VmRSS; -1: not to be had.
long long residentKb(long long pid);
/// What all its threads have used of the processors; -1: not to be had.
long long processorTime_ms(long long pid);
/// How often it was woken: the voluntary context switches of all its threads.
long long wakeUps(long long pid);
/// How many of its descriptors are sockets; files come and go with its log and ledger.
int openSockets(long long pid);

} // namespace tests
