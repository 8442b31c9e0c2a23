#pragma once

#include "gateway/host/backups.h"

#include <QTimer>

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Backups without files: records requests and gives prepared answers.
class FakeBackups final : public gateway::host::Backups {
public:
    using Backups::Backups;

    std::vector<Order> orders;
    gateway::host::BackupContents contents;    ///< of any opened backup
    std::optional<std::string> wantedPassphrase; ///< empty: not encrypted
    std::optional<gateway::Error> error;       ///< the next calls fail
    std::vector<std::string> unread;           ///< what no backup includes
    int opened = 0;
    int putBacks = 0;
    int usagePutBacks = 0;
    int forgotten = 0;

    void write(const Order& order, Written done) override
    {
        QTimer::singleShot(0, this, [this, order, done = std::move(done)] {
            if (error) return done(gateway::failure(*error));
            orders.push_back(order);
            Outcome outcome;
            outcome.summary.isSealed = order.passphrase.has_value();
            outcome.unread = unread;
            done(outcome);
        });
    }

    void open(const QString&, std::optional<gateway::Secret> passphrase, Opened done) override
    {
        QTimer::singleShot(0, this, [this, passphrase = std::move(passphrase), done = std::move(done)] {
            if (error) return done(gateway::failure(*error));
            if (wantedPassphrase && (!passphrase || passphrase->reveal() != *wantedPassphrase)) {
                gateway::Error wrong{gateway::ErrorKind::InvalidRequest, "wrong passphrase"};
                wrong.param = "passphrase";
                return done(gateway::failure(std::move(wrong)));
            }
            ++opened;
            done(contents);
        });
    }

    void putBack(bool withUsage, Done done) override
    {
        QTimer::singleShot(0, this, [this, withUsage, done = std::move(done)] {
            if (error) return done(gateway::failure(*error));
            ++putBacks;
            usagePutBacks += withUsage ? 1 : 0;
            if (withUsage) Q_EMIT usageReplaced(QStringLiteral("/data/ledger-before.sqlite"));
            done({});
        });
    }

    void forget() override { ++forgotten; }
};
