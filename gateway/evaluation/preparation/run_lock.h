#pragma once

#include "gateway/core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <string>
#include <utility>

namespace gateway::evaluation {

/// The right to carry out a run, which only one program has at a time. Held as long as this exists, or the program.
class RunLock {
public:
    /// Errors: InvalidRequest if another program, or another part of this one, carries out the run; Io.
    static Result<RunLock> take(const QString& dataDir, const std::string& id);
    /// Whether somebody carries out the run now. Blocks for a moment; any thread.
    static bool isHeld(const QString& dataDir, const std::string& id);

private:
    explicit RunLock(std::unique_ptr<QLockFile> file)
        : m_file(std::move(file))
    {
    }

    std::unique_ptr<QLockFile> m_file;
};

} // namespace gateway::evaluation
