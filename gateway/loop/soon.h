#pragma once

#include <QBasicTimer>
#include <QObject>

#include <cstddef>
#include <vector>

namespace gateway {

class Soon;

/// Something that is to be done soon. In at most one queue, once; its destructor takes it
/// out. Gateway thread.
class SoonEntry {
public:
    SoonEntry() = default;
    SoonEntry(const SoonEntry&) = delete;
    SoonEntry& operator=(const SoonEntry&) = delete;
    virtual ~SoonEntry() { unlink(); }

    void unlink();
    bool isLinked() const { return m_queue != nullptr; }

protected:
    /// Called once; the entry is out of the queue.
    virtual void soon() = 0;

private:
    friend class Soon;
    Soon* m_queue = nullptr;
    std::size_t m_place = 0; // there
};

/// What nobody waits for, done a moment later and together, so that it is in nobody's way
/// who waits for an answer: a program on this machine answers, or asks again, within less.
/// Gateway thread.
class Soon final : public QObject {
    Q_OBJECT
public:
    explicit Soon(QObject* parent = nullptr) : QObject(parent) { }
    ~Soon() override;

    /// Behind those that are in it; one that is in stays in its place.
    void add(SoonEntry& entry);
    /// Now, in their order.
    void run();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    friend class SoonEntry;

    std::vector<SoonEntry*> m_entries; // null: it has been taken out
    QBasicTimer m_timer;
};

} // namespace gateway
