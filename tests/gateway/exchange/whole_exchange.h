#pragma once

#include "exchange_parts.h"

#include "gateway/exchange/exchange.h"

/// A complete exchange from request head to record, between a client and upstreams that the test controls.
struct WholeExchange : ServicesFixture {
    explicit WholeExchange(gateway::config::Settings settings)
        : WholeExchange(settings, inputsFor(settings))
    {
    }
    WholeExchange(gateway::config::Settings settings, const gateway::exchange::SnapshotInputs& inputs)
        : ServicesFixture(std::move(settings), inputs)
    {
    }

    void start()
    {
        exchange.emplace(client, services);
        exchange->start();
        deferred.run();
    }
    void start(const std::string& body, const std::string& path = kChatPath)
    {
        client.ask(path, body);
        start();
    }
    /// Its handler has reported the end.
    bool hasEnded() const { return client.timesEnded() > 0; }
    void waitForEnd() { REQUIRE(QTest::qWaitFor([this] { return hasEnded(); }, 20000)); }
    /// The records so far.
    const gateway::usage::RecordBatch& settled()
    {
        deferred.run();
        board.flush();
        return records;
    }
    const gateway::usage::ExchangeRecord& record()
    {
        REQUIRE(settled().size() == 1);
        return *records.front();
    }

    FakeClient client;
    std::optional<gateway::exchange::Exchange> exchange;
};
