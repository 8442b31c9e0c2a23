#pragma once

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <optional>

namespace ui::models {

/// Whether the keychain keeps what it is given: an entry that stands for nothing is written, read and deleted. Where it was
/// locked that is done once more as soon as keys may be readable. Main thread.
class KeychainTrial : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Secrets>;

    enum class State { Untried, Trying, Works, Locked, Unusable };

    /// `access` must outlive it.
    explicit KeychainTrial(const Access& access, QObject* parent = nullptr);

    /// Its user may be asked for the keychain's password. Nothing while it is under way.
    void begin();
    State state() const;
    /// Unusable because there is none.
    bool isAbsent() const;
    /// A status of palette.json.
    QString status() const;
    /// "It keeps keys"; "an entry was written, read and deleted".
    QString word() const;
    QString reason() const;
    /// A sentence about it, with what to do where something is wrong.
    QString sentence() const;
    /// The gateway's own words about what is wrong; empty: nothing is.
    QString detail() const;

Q_SIGNALS:
    void changed();

private:
    Access m_access;
    std::optional<gateway::Result<void>> m_result;
    bool m_isTrying = false;
};

} // namespace ui::models
