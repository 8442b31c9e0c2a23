#pragma once

#include "gateway/config/document.h"
#include "gateway/host/approvals/approval_file.h"
#include "gateway/host/gateway_host.h"

#include "catch.h"

#include <QFile>

/// Approves every secret in the host's configuration file for the address given there, before the host starts.
inline void approveConfiguration(const gateway::host::GatewayHost& host)
{
    const auto catalog = gateway::providers::Catalog::load();
    QFile file(host.configFile());
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<gateway::config::Issue> issues;
    const auto document = gateway::config::Document::readable(file.readAll().toStdString(), issues);
    REQUIRE((catalog && document));
    REQUIRE(gateway::host::ApprovalFile(host.dataDir()).add(gateway::providers::secretUses(*document, **catalog)));
}
