#pragma once

#include "call_scheduler.h"
#include "dataset_feed.h"
#include "run_store.h"

#include "gateway/evaluation/scoring/judge.h"

#include <QObject>

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// Requests on behalf of answers: to the judge and for embeddings. Each is recorded with its exchange. One thread.
class SideCalls final : public QObject {
    Q_OBJECT
public:
    /// Embeddings of references that are kept.
    static constexpr std::size_t kMostVectors = 2000;

    struct Parts {
        CallScheduler& scheduler;
        RunStore& store;
        const CallPricing& pricing;
        const InputCounter* counter = nullptr; ///< null without a limit for the costs
    };
    /// What the parts refer to must outlive this object. `onError`: the store failed.
    SideCalls(const Parts& parts, std::function<void(Error)> onError, QObject* parent = nullptr);
    /// Adds the lanes. `judge` may be empty.
    void addLanes(const std::string& judge, int judgeConcurrency, const std::vector<std::string>& embeddings, int concurrency);

    /// For judged answers whose row has none; may be empty.
    const std::string& rubric() const { return m_parts.store.plan().rubric; }
    struct Verdict {
        bool isMade = true; ///< false: the run stops; ask again when it goes on
        std::string text;   ///< readable; empty with `problem`
        Sentence problem;
    };
    /// Asks the judge, once more if its answer is unreadable. `done` is called once.
    void judge(Json messages, bool isPair, const AnswerKey& key, std::function<void(Verdict)> done);

    /// Compares two answers in both orders. `a` and `b`: indices of targets, a < b. Empty: not made.
    struct Compared {
        std::size_t target = 0;
        std::string text;
    };
    void judgePair(const FedRow& row, const Compared& a, const Compared& b, std::function<void(std::optional<PairVerdict>)> done);

    struct Embedded {
        bool isMade = true;
        std::shared_ptr<const std::vector<float>> vector; ///< null with `problem`
        Sentence problem;
    };
    /// `isKept`: texts that come again, such as references.
    void embed(const std::string& model, const std::string& text, bool isKept, const AnswerKey& key, std::function<void(Embedded)> done);

private:
    void askJudge(const std::shared_ptr<Json>& messages, bool isPair, bool isAgain, AnswerKey key, std::function<void(Verdict)> done);
    void requestVector(const std::string& model, const std::string& text, const AnswerKey& key, std::function<void(Embedded)> done);
    void keep(const std::string& name, const Embedded& embedded);
    void record(SideCall::Kind kind, const AnswerKey& key, const std::string& exchange);

    Parts m_parts;
    std::function<void(Error)> m_onError;
    std::string m_judge;
    std::optional<CallScheduler::Lane> m_judgeLane;
    std::map<std::string, CallScheduler::Lane> m_embeddingLanes;
    struct Kept {
        Embedded embedded;
        std::vector<std::function<void(Embedded)>> waiting; ///< not empty: it is under way
    };
    std::map<std::string, Kept> m_vectors; // by model and text
    std::deque<std::string> m_keptOrder;
};

/// The cosine of the angle between two vectors, -1 to 1; empty: their lengths differ, or one is zero. Pure.
std::optional<double> cosine(const std::vector<float>& a, const std::vector<float>& b);

} // namespace gateway::evaluation
