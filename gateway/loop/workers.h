#pragma once

#include "next_iteration.h"
#include "task.h"
#include "wait.h"

#include <QObject>
#include <QThreadPool>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace gateway {

/// A few threads for work that would block the gateway thread: large bodies. They exist while there is work. A job owns
/// everything it uses, so that whoever waits for it may be destroyed at any time; then its result is dropped. Gateway
/// thread.
class Workers final : public QObject {
    Q_OBJECT
public:
    static constexpr int kThreads = 2;

    /// `wheel` must outlive this object.
    explicit Workers(TimerWheel& wheel, QObject* parent = nullptr);
    /// Drops jobs that have not begun, and waits for those that have.
    ~Workers() override;

    /// Returns the result of `job()`, called in a worker thread, or throws what it throws. The job must not capture anything of the caller by
    /// reference.
    template <class Job> Task<std::invoke_result_t<Job&>> run(Job job)
    {
        struct Slot {
            std::optional<Job> job;
            std::optional<std::invoke_result_t<Job&>> value;
            std::exception_ptr thrown; // by the job
            WaitPoint news;
            bool isReady = false;
        };
        const auto slot = std::make_shared<Slot>();
        slot->job.emplace(std::move(job));
        start(
            [slot] {
                try {
                    slot->value.emplace((*slot->job)());
                } catch (...) {
                    slot->thrown = std::current_exception();
                }
                slot->job.reset();
            },
            [this, slot]() mutable {
                slot->isReady = true;
                if (slot->news.waiter)
                    slot->news.wake();
                else
                    dispose(std::move(slot)); // moved, so that only a worker holds the result and destroys it
            });
        Until done(slot->news, m_wheel, TimePoint::max(), [state = slot.get()] { return state->isReady; });
        (void)co_await done;
        NextIteration next; // many that finish at once continue in several passes of the loop
        co_await next;
        if (slot->thrown)
            std::rethrow_exception(slot->thrown);
        co_return std::move(*slot->value);
    }

    /// The same, but calls the job at once in this thread if it is not `isLong`.
    template <class Job> Task<std::invoke_result_t<Job&>> runIf(bool isLong, Job job)
    {
        if (!isLong)
            co_return job();
        Task<std::invoke_result_t<Job&>> there = run(std::move(job));
        std::invoke_result_t<Job&> result = co_await std::move(there);
        co_return std::move(result);
    }

    /// Destroys a value in a worker thread: freeing a large tree takes as long as building it.
    template <class Value> void dispose(Value value)
    {
        auto last = std::make_shared<Value>(std::move(value));
        start([last = std::move(last)]() mutable { last.reset(); }, {});
    }

private:
    /// `done`, which may be empty, is called in this thread from the event loop.
    void start(std::function<void()> job, std::function<void()> done);

    TimerWheel& m_wheel;
    QThreadPool m_pool; // last member: it must end first
};

} // namespace gateway
