#pragma once

#include "gateway/loop/timer_wheel.h"
#include "gateway/http/answer.h"
#include "gateway/providers/demo.h"

#include <string>

namespace gateway::exchange {

/// The demo provider's reply, read like any upstream answer: its pieces arrive at their scheduled times. Gateway
/// thread.
class DemoAnswer final : public http::Answer, private TimerEntry {
public:
    DemoAnswer(providers::DemoReply reply, TimerWheel& wheel);

    WaitPoint& waitPoint() override { return m_point; }
    bool headReady() override;
    const http::ResponseHead& head() const override { return m_head; }
    bool pieceReady() override;
    std::string_view piece() override;
    bool isComplete() const override;
    const Error* failure() const override;

private:
    void expired() override;
    void await();

    providers::DemoReply m_reply;
    TimerWheel& m_wheel;
    WaitPoint m_point;
    http::ResponseHead m_head;
    Error m_unreachable;
    TimePoint m_due;
    std::size_t m_next = 0; // the piece that is due next
    std::string m_current;
};

} // namespace gateway::exchange
