#pragma once

#include "fake_gateway.h"
#include "manual_clock.h"

#include "ui/models/gateway_model.h"

/// A gateway on an ordinary afternoon: five routes, one on fallback, three requests
/// under way, a minute of tokens and a few events. Invented, the same each time.
class SampleDay {
public:
    SampleDay();

    /// One more live snapshot, `after` the last one.
    void pass(gateway::Milliseconds after, std::int64_t input, std::int64_t output, std::int64_t reasoning);
    void finishFallback();
    /// No requests any more.
    void endRequests();

    ManualClock clock = afternoon();
    FakeGateway gateway;
    ui::models::GatewayModel model{clock};

private:
    static ManualClock afternoon();
    void configure();
    void fillMinute();
    void addEvents();
    gateway::usage::InFlight request(const char* client, const char* model, const char* provider, const char* served) const;

    gateway::usage::LiveSnapshot m_live;
};
