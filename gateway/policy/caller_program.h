#pragma once

#include "gateway/core/clock.h"
#include "gateway/loop/task.h"
#include "gateway/usage/process_name.h"

#include <memory>

namespace gateway::policy {

/// The program that sent a request, with its project folder. It is looked up beside the request, which does not wait
/// for it; a policy that needs it before the answer calls `find()`. Gateway thread.
///
///     Task<std::shared_ptr<const usage::ProcessName>> finding = request.program->find();
///     const auto program = co_await std::move(finding);
class CallerProgram {
public:
    static constexpr Milliseconds kLongestWait{5};

    /// Returns it as soon as it is known. Waits at most `kLongestWait`, and only for the first request of a connection.
    /// Null: the client is not on this machine, or nobody looks up programs. If it is not known in time, its `isTold()`
    /// is false and its texts are empty.
    virtual Task<std::shared_ptr<const usage::ProcessName>> find() const = 0;

protected:
    ~CallerProgram() = default;
};

} // namespace gateway::policy
