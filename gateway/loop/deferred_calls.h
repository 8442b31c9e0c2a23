#pragma once

#include <QBasicTimer>
#include <QObject>

#include <cstddef>
#include <vector>

namespace gateway {

class DeferredCalls;

/// A deferred call. In at most one queue, once; its destructor removes it. Gateway thread.
class DeferredCall {
public:
    DeferredCall() = default;
    DeferredCall(const DeferredCall&) = delete;
    DeferredCall& operator=(const DeferredCall&) = delete;
    virtual ~DeferredCall() { unlink(); }

    void unlink();
    bool isLinked() const { return m_queue != nullptr; }

protected:
    /// Called once, after removal from the queue.
    virtual void runDeferred() = 0;

private:
    friend class DeferredCalls;
    DeferredCalls* m_queue = nullptr;
    std::size_t m_place = 0; // index in the queue
};

/// Runs calls whose result nobody waits for together and a moment later, so that they delay no answer: a local program
/// answers, or sends its next request, within less time. Gateway thread.
class DeferredCalls final : public QObject {
    Q_OBJECT
public:
    explicit DeferredCalls(QObject* parent = nullptr) : QObject(parent) { }
    ~DeferredCalls() override;

    /// Appends `entry`; if it is in the queue already, it keeps its place.
    void add(DeferredCall& entry);
    /// Runs all now, in order.
    void run();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    friend class DeferredCall;

    std::vector<DeferredCall*> m_entries; // null: removed
    QBasicTimer m_timer;
};

} // namespace gateway
