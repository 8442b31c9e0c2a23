#pragma once

#include <QObject>

namespace gateway::host {

/// Tells when the wall clock was set, and when the machine has woken up. Only on Linux; elsewhere it says nothing. No timer
/// runs for it. Main thread.
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
