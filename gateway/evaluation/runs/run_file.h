#pragma once

#include "run_answer.h"
#include "run_plan.h"

#include "gateway/core/result.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::evaluation {

/// A run on disk: one SQLite file, `evaluations/ID.db` in the data folder. Each call that writes has written to the
/// file when it returns, so that a killed program loses nothing that was recorded. Memory does not grow with the number
/// of answers, except for one bit for each. Several programs may read it while one records answers; the caller ensures
/// that only one does. Blocks; one thread at a time. Errors: Io, with the file and SQLite's message; InvalidRequest for a
/// file that is not a run, or that a newer version has written.
class RunFile {
public:
    enum class Access { Read, Write };

    static QString folderIn(const QString& dataDir);
    static QString fileIn(const QString& dataDir, const std::string& id);

    /// Creates the file; only its owner can read it. Errors: also InvalidRequest if there is one with that id, or if the
    /// id cannot be part of a file's name.
    static Result<RunFile> create(const QString& dataDir, const RunPlan& plan);
    /// `has()`, `answerCount()`, `plan()` and `state()` are those of when it was opened, if another program writes.
    static Result<RunFile> open(const QString& file, Access access);

    RunFile(RunFile&&) noexcept;
    RunFile& operator=(RunFile&&) noexcept;
    ~RunFile();

    const RunPlan& plan() const;
    RunState state() const;
    RunStopReason stopReason() const;
    std::optional<WallTime> endedAt() const;

    Result<void> setState(RunState state, RunStopReason reason, std::optional<WallTime> endedAt);
    /// Changes what may change when a run is resumed.
    Result<void> setConcurrency(int concurrency);
    Result<void> setMaxCost(std::optional<Money> maxCost);

    /// The dataset's rows as they are needed to show results without the dataset: id, tags and question. Written once,
    /// in order, before the first answer. Errors: also InvalidRequest if there would be more than the plan has.
    struct RowFacts {
        std::string id;
        std::vector<std::string> tags;
        std::string question; ///< see `questionText()`
        std::string reference; ///< the first one; may be empty
    };
    /// Adds to the rows that are there, all or none of `rows`.
    Result<void> addRows(const std::vector<RowFacts>& rows);
    /// How many have been added.
    Result<std::size_t> addedRows();

    // Errors: also InvalidRequest if the plan has no such row, target or sample.

    /// Replaces an earlier answer with the same key.
    Result<void> record(const RunAnswer& answer);
    Result<void> record(const SideCall& call);
    Result<void> record(const PairVerdict& verdict);
    Result<void> record(const HumanRating& rating); ///< the newest counts
    /// Removes the rating of these two answers, if there is one.
    Result<void> removeRating(std::size_t row, std::size_t a, std::size_t b);

    /// Whether `key` has an answer, failed or not. Fast, without the file.
    bool has(const AnswerKey& key) const;
    std::size_t answerCount() const;

    /// Those of `exchanges` that no answer and no side call has.
    Result<std::vector<std::string>> unknownOf(const std::vector<std::string>& exchanges);
    /// Exchanges of this run whose cost is not known yet, at most `limit`, the oldest first.
    Result<std::vector<std::string>> uncosted(std::size_t limit);
    /// Sets the cost of the answer or side call with that exchange; empty: the ledger knows none, and it is not asked
    /// for again.
    Result<void> setCost(const std::string& exchange, std::optional<Money> cost);

    /// Sums of what is known, by currency.
    struct Spent {
        std::vector<Money> targets; ///< of all targets together, lost requests included; one for each currency
        std::vector<Money> judge;   ///< judge and embeddings
        std::size_t unpriced = 0;   ///< answers, not failed, without a cost that will not get one
        std::size_t judgeUnpriced = 0; ///< the same for side calls
        std::size_t sideCalls = 0;
    };
    /// Reads all costs: who asks often keeps the sums.
    Result<Spent> spent();
    /// What lost requests to a target cost.
    struct LostCost {
        std::vector<Money> known; ///< one for each currency
        bool isPending = false; ///< the cost of others is not known yet
    };
    /// By target.
    Result<std::vector<LostCost>> lostCosts();

    using AnswerSink = std::function<bool(const RunAnswer& answer)>; ///< returns whether to go on
    /// Visits all answers by row, then target, then sample. `withText`: otherwise `text` and `checks` stay empty. `visit`
    /// must not record anything.
    Result<void> eachAnswer(const AnswerSink& visit, bool withText);
    /// The answers to some rows, in the same order; for a list that scrolls.
    Result<std::vector<RunAnswer>> answers(std::size_t firstRow, std::size_t count, bool withText);
    Result<std::optional<RunAnswer>> answer(const AnswerKey& key);
    /// Visits the texts of two different targets' first samples, by row, where both answered, until `visit` returns false.
    /// The texts are valid during the call.
    using TextPairSink = std::function<bool(std::size_t row, std::string_view a, std::string_view b)>;
    Result<void> eachTextPair(std::size_t a, std::size_t b, const TextPairSink& visit);
    Result<std::vector<RowFacts>> rows(std::size_t first, std::size_t count);
    /// Visits the verdicts by row, where there may be too many to keep.
    Result<void> eachPairVerdict(const std::function<bool(const PairVerdict& verdict)>& visit);
    Result<std::vector<HumanRating>> humanRatings();

    /// Plan and state of a file, without looking at its answers.
    static Result<std::pair<RunPlan, RunState>> readHead(const QString& file);

private:
    class Private;
    explicit RunFile(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

/// The runs in a data folder, the newest first; files that cannot be read are left out and reported as problems.
/// Blocks.
struct RunList {
    std::vector<std::pair<RunPlan, RunState>> runs;
    std::vector<Error> problems; ///< each names its file
};
RunList runsIn(const QString& dataDir);

/// Finds a run by its id, by a beginning of the id that only one has, or by its name (the newest with it), and returns
/// its file. Errors: InvalidRequest that lists close names. Blocks.
Result<QString> findRun(const QString& dataDir, const std::string& idOrName);

} // namespace gateway::evaluation
