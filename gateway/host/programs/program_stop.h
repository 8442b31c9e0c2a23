#pragma once

#include "gateway/core/result.h"

#include <memory>

namespace gateway::host {

/// Asks another program on this machine to end. Uses a handle of the system, so that a later process with the same id
/// is never affected. Any thread; nothing blocks.
class ProgramStop {
public:
    /// Whether this platform and this user can ask process `pid` to end: it must belong to the same user, and be
    /// neither this process nor the first process of the system.
    static bool isPossible(int pid);

    /// Opens a handle for process `pid` and asks it to end, as at the end of a session; this may take a while. Errors:
    /// InvalidRequest (not possible, or no such process; the message says which).
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
