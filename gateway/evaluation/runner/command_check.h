#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/scoring/scorer.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QProcess;

namespace gateway::evaluation {

/// Why commands of a dataset cannot be run in a sandbox here; empty: they can. Tries it, which blocks for a moment.
std::optional<Error> sandboxProblem();

/// Runs commands of a dataset in a sandbox, a few at once: without network, with the programs of the system but none of
/// its other files, in an empty folder of their own, with nothing of this program's environment and limits for time and
/// memory. The kernel enforces them for root as well, whose commands run as user 65534: each process has at most
/// `memory_mib` and there are at most `processes`, so that one sandbox takes at most their product and `files_mib`.
/// Memory that is in no process (System V shared memory, memfd) cannot be had on x86-64, 64-bit ARM and RISC-V; elsewhere,
/// it is not limited. One thread, with an event loop.
class CommandCheck final : public QObject {
    Q_OBJECT
public:
    struct Limits {
        int wall_ms = 30'000;
        int processor_s = 10;         ///< for each process
        int memory_mib = 512;         ///< address space, for each process
        int files_mib = 64;           ///< of all files together
        int processes = 16;           ///< with their threads, and bubblewrap's own
    };
    static constexpr int kMostAtOnce = 2;

    CommandCheck(); ///< with the usual limits
    explicit CommandCheck(const Limits& limits, QObject* parent = nullptr);
    /// Ends what still runs.
    ~CommandCheck() override;

    /// Runs `argv` with `input` on its standard input. The score is 1 for exit status 0, else 0; empty if the program
    /// could not be run. The reason says why, with the beginning of what it wrote. `done` is called once from the event
    /// loop, unless this object is gone.
    void run(std::vector<std::string> argv, std::string input, std::function<void(OutsideResult)> done);

private:
    struct Job {
        std::vector<std::string> argv;
        std::string input;
        std::function<void(OutsideResult)> done;
    };
    void next();
    void start(Job job);

    Limits m_limits;
    std::deque<Job> m_jobs;
    int m_running = 0;
};

} // namespace gateway::evaluation
