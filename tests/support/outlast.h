#pragma once

#include <QBasicTimer>
#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <chrono>

/// Processes events until a timer of `interval` that starts now has fired. Timers of this thread that were started
/// before and are clearly shorter have fired by then, however late: use it to show that something did not happen.
inline void outlast(std::chrono::milliseconds interval)
{
    class Last final : public QObject {
    public:
        QBasicTimer timer;

    protected:
        void timerEvent(QTimerEvent*) override { timer.stop(); }
    } last;
    last.timer.start(static_cast<int>(interval.count()), Qt::PreciseTimer, &last);
    while (last.timer.isActive()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}
