#pragma once

#include "gateway/core/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <utility>

namespace gateway::evaluation {

/// Calls functions later, replaceable in tests. One thread, with an event loop.
class Timers {
public:
    virtual ~Timers() = default;
    /// Not called once `context` is gone.
    virtual void call(Milliseconds after, QObject& context, std::function<void()> then) = 0;
};

class LoopTimers final : public Timers {
public:
    void call(Milliseconds after, QObject& context, std::function<void()> then) override { QTimer::singleShot(after, Qt::PreciseTimer, &context, std::move(then)); }
};

} // namespace gateway::evaluation
