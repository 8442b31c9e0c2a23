#pragma once

#include "fake_gateway.h"
#include "manual_clock.h"

#include "ui/models/gateway_model.h"

/// A gateway on an ordinary afternoon: five routes, one on fallback, three requests
/// in progress, a minute of tokens and a few events. Invented and deterministic.
/// `Gateway`: the fake parts that the subject of the test takes, at least those of the `GatewayModel`.
template <class Gateway> class SampleDayOf {
public:
    SampleDayOf();

    /// Another live snapshot, `after` the last one.
    void pass(gateway::Milliseconds after, std::int64_t input, std::int64_t output, std::int64_t reasoning);
    void finishFallback();
    /// Ends all requests.
    void endRequests();

    ManualClock clock = afternoon();
    Gateway gateway;
    ui::models::GatewayModel model{clock};

private:
    static ManualClock afternoon();
    void configure();
    void fillMinute();
    void addEvents();
    gateway::usage::InFlight request(const char* client, const char* model, const char* provider, const char* served) const;

    gateway::usage::LiveSnapshot m_live;
};

extern template class SampleDayOf<FakeGateway>;
extern template class SampleDayOf<FakeFor<ui::models::GatewayModel::Access>>;

/// For the window and groups of pages.
using SampleDay = SampleDayOf<FakeGateway>;
/// For what takes no more than the `GatewayModel`.
using SampleModelDay = SampleDayOf<FakeFor<ui::models::GatewayModel::Access>>;
