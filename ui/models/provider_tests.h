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

/// The tests of configured providers: whoever shows a provider hears of each, and finds the last one if it comes later.
/// Main thread.
class ProviderTests final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Providers>;

    using Done = std::function<void(const gateway::host::ProbeResult&)>;

    struct Test {
        gateway::config::ProviderSettings provider; ///< as it was
        gateway::host::ProbeResult result;
        gateway::WallTime at{};
    };

    /// Those of this gateway, which live as long as its news. Made when somebody asks for them.
    static ProviderTests& of(const Access& access);

    /// Sends one small real request to `provider`, with its own keys. `done` from the event loop.
    void start(const gateway::config::ProviderSettings& provider, const Done& done = {});
    /// Keeps a result that came before `provider` was saved, such as that of the form it was added with.
    void add(const gateway::config::ProviderSettings& provider, const gateway::host::ProbeResult& result);
    bool isRunning(const std::string& provider) const { return m_running.contains(provider); }
    /// The last one that still tells of the provider as it is saved now; null: none.
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
