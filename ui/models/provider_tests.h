#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/status.h"

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <set>
#include <string>

namespace ui::models {

/// Whether `a` and `b` lead to the same upstream with the same keys, so that what was seen of one holds for the other.
bool isSameUpstream(const gateway::config::ProviderSettings& a, const gateway::config::ProviderSettings& b);

/// Tests of configured providers: notifies all views of a provider, and keeps the last result for later ones. Main
/// thread.
class ProviderTests final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Providers>;

    using Done = std::function<void(const gateway::host::ProbeResult&)>;

    struct Test {
        gateway::config::ProviderSettings provider; ///< settings when tested
        gateway::host::ProbeResult result;
        gateway::WallTime at{};
    };

    /// The tests of this gateway, which live as long as its news. Created at the first call.
    static ProviderTests& of(const Access& access);

    /// Sends a small real request to `provider` with its own keys. `done` is called from the event loop.
    void start(const gateway::config::ProviderSettings& provider, const Done& done = {});
    /// Keeps a result that came before `provider` was saved, such as that of the form it was added with.
    void add(const gateway::config::ProviderSettings& provider, const gateway::host::ProbeResult& result);
    bool isRunning(const std::string& provider) const { return m_running.contains(provider); }
    /// The last test that still applies to the provider's current settings; null: none.
    const Test* last(const std::string& provider) const;

Q_SIGNALS:
    void began(const QString& provider);
    void finished(const QString& provider, const gateway::host::ProbeResult& result);

private:
    ProviderTests(const Access& access, QObject* parent);
    void forgetKey(const QString& reference);

    Access m_access;
    std::multiset<std::string> m_running;
    std::map<std::string, Test> m_last;
};

} // namespace ui::models
