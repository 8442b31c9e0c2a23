#pragma once

#include "fake_gateway.h"
#include "manual_clock.h"
#include "test_language.h"

#include "ui/models/gateway_model.h"

#include <memory>

/// A gateway model in English with a fake gateway and a manual clock.
struct GatewayWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    ui::models::GatewayModel model{clock};

    void attach() { model.attach(gateway); }
    gateway::usage::LiveSnapshot snapshot() const
    {
        gateway::usage::LiveSnapshot made;
        made.at = clock.now();
        return made;
    }
    void finish(const gateway::usage::ExchangeRecord& record)
    {
        gateway::usage::LiveSnapshot made = snapshot();
        made.finished.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(record));
        model.addSnapshot(made);
    }
};
