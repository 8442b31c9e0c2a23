#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace gateway {

/// The only way to resume or cancel a coroutine. An exchange is one. Everything here is for the gateway thread.
///
/// A slot that runs while the coroutine is on the stack may want to end it; so `cancel()` only sets a flag then, and
/// the frame is destroyed once it suspends.
class Scope {
public:
    /// Must be the last thing a caller does: `this` may be gone afterwards.
    void resume(std::coroutine_handle<> handle)
    {
        m_running = true;
        handle.resume();
        m_running = false;
        if (m_cancelled || finished())
            ended();
    }

    /// Ends the coroutine at once, or as soon as it suspends. Destroying the
    /// frame releases its connection, timer and reservation. May destroy `this`.
    void cancel()
    {
        if (m_running) {
            m_cancelled = true;
            return;
        }
        ended();
    }

    bool isRunning() const { return m_running; }

protected:
    ~Scope() = default;
    virtual bool finished() const = 0;
    /// Destroys the task; may delete this object.
    virtual void ended() = 0;

private:
    bool m_running = false;
    bool m_cancelled = false;
};

namespace detail {

struct TaskPromiseBase {
    Scope* scope = nullptr;
    std::coroutine_handle<> awaiting;
    std::exception_ptr thrown; ///< rethrown in the parent

    struct Final {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> handle) const noexcept
        {
            const std::coroutine_handle<> next = handle.promise().awaiting;
            return next ? next : std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { thrown = std::current_exception(); }
    void rethrow() const
    {
        if (thrown)
            std::rethrow_exception(thrown);
    }
};

template <class T> struct TaskPromise : TaskPromiseBase {
    std::optional<T> result;
    template <class U> void return_value(U&& value) { result.emplace(std::forward<U>(value)); }
    T take()
    {
        rethrow();
        return std::move(*result);
    }
};

template <> struct TaskPromise<void> : TaskPromiseBase {
    void return_void() const noexcept {}
    void take() const { rethrow(); }
};

} // namespace detail

/// A lazy coroutine that owns its frame: destroying the task cancels it. Await only named objects (g++ 12 destroys some
/// temporaries of a `co_await` expression twice): no braced, conditional or capturing temporaries there.
template <class T = void> class [[nodiscard]] Task {
public:
    struct promise_type : detail::TaskPromise<T> {
        Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    };

    Task() = default;
    Task(Task&& other) noexcept : m_frame(std::exchange(other.m_frame, {})) {}
    Task& operator=(Task&& other) noexcept
    {
        std::swap(m_frame, other.m_frame);
        return *this;
    }
    ~Task()
    {
        if (m_frame)
            m_frame.destroy(); // locals, awaiters and child tasks, innermost first
    }

    /// Starts the outermost task. `scope` must outlive it.
    void start(Scope& scope)
    {
        m_frame.promise().scope = &scope;
        scope.resume(m_frame);
    }

    bool done() const { return !m_frame || m_frame.done(); }

    /// What an outermost task ended with because nothing in it handled it: a fault of this program, which must end only
    /// what the task was for. Null: it returned, or has not ended.
    std::exception_ptr thrown() const { return m_frame ? m_frame.promise().thrown : nullptr; }

    struct Awaiter {
        std::coroutine_handle<promise_type> child;
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> parent) const noexcept
        {
            child.promise().scope = parent.promise().scope;
            child.promise().awaiting = parent;
            return child;
        }
        T await_resume() const { return child.promise().take(); }
    };

    /// Awaits a child, which runs in the scope of its parent.
    Awaiter operator co_await() && { return Awaiter{m_frame}; }

private:
    explicit Task(std::coroutine_handle<promise_type> frame) : m_frame(frame) {}

    std::coroutine_handle<promise_type> m_frame;
};

} // namespace gateway
