#pragma once

#include <QBasicTimer>
#include <QObject>

#include <cstddef>
#include <vector>

namespace gateway {

class DeferredCalls;

/// A call that is made a moment later. In at most one queue, once; its destructor takes it
/// out. Gateway thread.
class DeferredCall {
public:
    DeferredCall() = default;
    DeferredCall(const DeferredCall&) = delete;
    DeferredCall& operator=(const DeferredCall&) = delete;
    virtual ~DeferredCall() { unlink(); }

    void unlink();
    bool isLinked() const { return m_queue != nullptr; }

protected:
    /// Called once; the entry is out of the queue.
    virtual void runDeferred() = 0;

private:
    friend class DeferredCalls;
    DeferredCalls* m_queue = nullptr;
    std::size_t m_place = 0; // there
};

/// What nobody waits for, done a moment later and together, so that it is in nobody's way
/// who waits for an answer: a program on this machine answers, or asks again, within less.
/// Gateway thread.
class DeferredCalls final : public QObject {
    Q_OBJECT
public:
    explicit DeferredCalls(QObject* parent = nullptr) : QObject(parent) { }
    ~DeferredCalls() override;

    /// Behind those that are in it; one that is in stays in its place.
    void add(DeferredCall& entry);
    /// Now, in their order.
    void run();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    friend class DeferredCall;

    std::vector<DeferredCall*> m_entries; // null: it has been taken out
    QBasicTimer m_timer;
};

} // namespace gateway
