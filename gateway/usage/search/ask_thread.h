#pragma once

#include "gateway/core/result.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace gateway::usage {

/// A thread for queries that wait for the disk. They run one after another; results come in the thread of this object.
/// Call everything from one thread.
class AskThread final : public QObject {
    Q_OBJECT
public:
    /// Tells a query whether its result is still wanted. Any thread.
    class Stop {
    public:
        Stop() = default; ///< never stops
        Stop(const std::atomic<std::uint64_t>& now, std::uint64_t mine) : m_now(&now), m_mine(mine) {}
        bool isAsked() const { return m_now && m_now->load(std::memory_order_relaxed) != m_mine; }

    private:
        const std::atomic<std::uint64_t>* m_now = nullptr;
        std::uint64_t m_mine = 0;
    };

    explicit AskThread(const QString& name, QObject* parent = nullptr);
    /// Stops the running query and waits for it.
    ~AskThread() override;

    /// `done` gets the result, unless `context` was destroyed or the query was forgotten. Objects that `query` uses
    /// must live as long as the thread.
    template <class Answer>
    void ask(std::function<Result<Answer>(const Stop&)> query, QObject* context, std::function<void(Result<Answer>)> done)
    {
        const std::uint64_t mine = m_generation;
        post([this, mine, query = std::move(query), context = QPointer(context), done = std::move(done)]() mutable {
            const Stop stop(m_generation, mine);
            if (stop.isAsked())
                return;
            auto answer = std::make_shared<Result<Answer>>(query(stop));
            answerHere([this, mine, answer, context = std::move(context), done = std::move(done)] {
                if (context && mine == m_generation)
                    done(std::move(*answer));
            });
        });
    }

    /// Cancels all queries so far: their `done` is not called.
    void forget() { ++m_generation; }

private:
    void post(std::function<void()> task);
    void answerHere(std::function<void()> task);

    std::atomic<std::uint64_t> m_generation{0};
    QThread m_thread;
    QObject m_inside; // lives in m_thread
};

} // namespace gateway::usage
