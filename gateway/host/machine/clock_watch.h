#pragma once

#include <QObject>

namespace gateway::host {

/// Reports that the wall clock was set or that the machine has resumed from suspend. Linux only: elsewhere it never emits. It
/// causes no wake-ups of its own. Main thread.
class ClockWatch final : public QObject {
    Q_OBJECT
public:
    explicit ClockWatch(QObject* parent = nullptr);
    ~ClockWatch() override;

Q_SIGNALS:
    void wasSet();

private:
    void arm() const;

    [[maybe_unused]] int m_timer = -1;
};

} // namespace gateway::host
