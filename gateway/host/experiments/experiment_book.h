#pragma once

#include "answer_to_judge.h"
#include "experiment_file.h"
#include "experiment_notice.h"
#include "experiment_report.h"
#include "recent_sessions.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/evaluation/experiments/arm_choice.h"
#include "gateway/evaluation/experiments/experiment.h"
#include "gateway/usage/record.h"

#include <QDate>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// The experiments of the configuration, and what the requests that were assigned to their arms have shown.
///
/// What counts is what the client saw, for the arm that the request was assigned to, whichever target answered:
///
/// - **error rate**: a request that was answered by another target after a fallback is a success. An error is a failed or
///   interrupted answer, and also a provider's rejection of the request, since models reject different requests.
/// - **latency**: from the request to the last byte of the answer, with all attempts that failed before.
/// - **cost**: of all attempts together, in US dollars, at the exchange rate. A request counts only if its complete cost
///   is known at its end: tokens reported later, as by background responses, which take no part, are left out.
///
/// - **judge**: the score that a judge gives to an answer in text; see `takeToJudge()`.
///
/// A request that was refused before any provider was asked does not count. One that its client cancelled, or
/// that the end of the gateway cut off, is counted and paid for, but shows nothing; the next request of its session does then.
///
/// A value; one thread at a time.
class ExperimentBook {
public:
    /// How long the state of an experiment is kept after it was removed from the configuration, so that undoing that
    /// change continues it.
    static constexpr std::chrono::days kKept{30};

    /// Takes what an earlier run has saved. If that is damaged, all experiments begin anew. Before the first `follow()`.
    void load(SavedExperiments saved);
    /// Uses the experiments of `settings`. One with another measure or other targets than before does not run: its
    /// observations would be mixed. Returns what to tell the user about: damaged states.
    std::vector<Sentence> follow(const config::Settings& settings, WallTime now);
    /// Ends experiments; the first call for each end counts. Returns the names of those that have ended now.
    std::vector<std::string> end(const std::vector<ExperimentEnd>& ends);

    /// Counts a request that has ended. `usdCny`: exchange rate. False if it belongs to no experiment or does not count.
    bool take(const usage::ExchangeRecord& record, double usdCny);
    /// The answers that judges are to score now, each once: of each session the first one in text that its client got
    /// whole, with a request that can be read and the maximum of the day not reached.
    std::vector<AnswerToJudge> takeToJudge();
    /// What the judge said of one.
    void add(const JudgedAnswer& judged);
    /// The experiments that have a winner now; each is returned once, also over restarts.
    std::vector<ExperimentNotice> takeDecided();

    /// How requests are assigned.
    evaluation::ExperimentStandings standings() const;
    bool isEmpty() const { return m_entries.empty(); }

    /// The reports before their figures are computed, which takes some milliseconds.
    struct Pending {
        ExperimentReport report;
        evaluation::Experiment experiment;
    };
    std::vector<Pending> pending() const;
    static std::vector<ExperimentReport> reportsOf(const std::vector<Pending>& all, QDate today);
    /// Both at once.
    std::vector<ExperimentReport> reports(QDate today) const { return reportsOf(pending(), today); }

    /// What a restart needs.
    Json toJson() const;

private:
    struct Entry {
        std::string route;
        evaluation::Experiment experiment;
        bool isEnabled = true; ///< its route
        Sentence problem; ///< why it does not run; empty: it does
        WallTime begunAt{};
        bool hasBegunAnew = false; ///< because its state was damaged
        bool isTold = false; ///< that it has a winner
        RecentSessions sessions = {};
        std::optional<config::ExperimentJudgeSettings> judge = {}; ///< empty: another measure
        QDate judgedOn = {}; ///< day of `judgedToday`, in local time
        int judgedToday = 0;
        std::size_t unjudged = 0; ///< answers that the judge has not scored
        Sentence judgeProblem = {}; ///< of the last one

        bool isRunning() const { return isEnabled && problem.isEmpty(); }
        Json toJson() const;
        Sentence note() const;
        void restore(const Json& saved, std::vector<Sentence>& told);
        std::optional<AnswerToJudge> toJudge(const usage::ExchangeRecord& record, QDate day);
    };

    bool add(const config::RouteSettings& route, WallTime now, std::vector<Sentence>& told);
    Entry* find(const std::string& experiment);
    bool endNow(Entry& entry) const;
    void forgetOld(const config::Settings& settings, WallTime now);

    std::vector<Entry> m_entries; // in the order of the routes
    std::vector<AnswerToJudge> m_toJudge;
    std::map<std::string, Json> m_saved; // by name: those of other configurations
    std::map<std::string, ExperimentEnd> m_ends; // by name
    bool m_wasDamaged = false; // until the first `follow()`
};

/// The experiments of `settings` as they are in the files of a data folder, whether a gateway is running or not. Blocks;
/// any thread.
ExperimentBook savedExperiments(const QString& dataDir, const config::Settings& settings, WallTime now);

} // namespace gateway::host
