#pragma once

#include "gateway/core/result.h"

#include <memory>

namespace gateway::host {

/// Another program of this machine that is to end. It is held by what the system calls
/// it, so that a later program with the same number is never meant. Any thread; nothing blocks.
class ProgramStop {
public:
    /// Whether this platform and this user can ask process `pid` to end: a process of the same user, and neither
    /// this one nor the first of the system.
    static bool isPossible(int pid);

    /// Takes hold of process `pid` and asks it to end, as the end of a session does; it may take its time.
    /// Errors: InvalidRequest: it is not possible, or there is no such process; the message says which.
    static Result<ProgramStop> ask(int pid);

    ProgramStop(ProgramStop&&) noexcept;
    ProgramStop& operator=(ProgramStop&&) noexcept;
    ~ProgramStop();

    bool hasEnded() const;

private:
    class Hold;
    explicit ProgramStop(std::unique_ptr<Hold> hold);
    std::unique_ptr<Hold> m_hold;
};

} // namespace gateway::host
