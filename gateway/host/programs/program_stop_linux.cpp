#include "program_stop.h"

#include <QtGlobal>

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>

namespace gateway::host {

namespace {

constexpr int kFirstProcess = 1;

// Source: pidfd_open(2), pidfd_send_signal(2). The C library has wrappers only since glibc 2.36.
int openProcess(int pid) { return static_cast<int>(syscall(SYS_pidfd_open, pid, 0)); }
bool askToEnd(int process) { return syscall(SYS_pidfd_send_signal, process, SIGTERM, nullptr, 0) == 0; }

} // namespace

/// A kernel handle for the process, which becomes readable when the process ends.
class ProgramStop::Hold {
public:
    explicit Hold(int process) : m_process(process) {}
    ~Hold() { close(m_process); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

    bool hasEnded() const
    {
        pollfd watched{m_process, POLLIN, 0};
        return poll(&watched, 1, 0) > 0;
    }

private:
    const int m_process;
};

bool ProgramStop::isPossible(int pid)
{
    struct stat facts{};
    return pid > kFirstProcess && pid != getpid() && stat(("/proc/" + std::to_string(pid)).c_str(), &facts) == 0 && facts.st_uid == geteuid();
}

Result<ProgramStop> ProgramStop::ask(int pid)
{
    const int process = pid > kFirstProcess ? openProcess(pid) : -1;
    if (process < 0)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "There is no such process.")});
    auto hold = std::make_unique<Hold>(process);
    // Checked while the handle is open: the id cannot belong to another process now.
    if (!isPossible(pid) || !askToEnd(process))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "This process cannot be stopped from Signalbox.")});
    return ProgramStop(std::move(hold));
}

ProgramStop::ProgramStop(std::unique_ptr<Hold> hold) : m_hold(std::move(hold)) {}
ProgramStop::ProgramStop(ProgramStop&&) noexcept = default;
ProgramStop& ProgramStop::operator=(ProgramStop&&) noexcept = default;
ProgramStop::~ProgramStop() = default;

bool ProgramStop::hasEnded() const { return m_hold->hasEnded(); }

} // namespace gateway::host
