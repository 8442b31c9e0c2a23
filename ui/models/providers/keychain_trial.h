#pragma once

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <optional>

namespace ui::models {

/// Checks whether the keychain keeps what it is given: writes, reads and deletes a test entry. If it was locked, the
/// check is repeated as soon as keys may be readable. Main thread.
class KeychainTrial : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Secrets>;

    enum class State { Untried, Trying, Works, Locked, Unusable };

    /// `access` must outlive it.
    explicit KeychainTrial(const Access& access, QObject* parent = nullptr);

    /// May show a password prompt of the keychain. Does nothing while a check is running.
    void begin();
    State state() const;
    /// Whether it is unusable because there is none.
    bool isAbsent() const;
    /// From palette.json.
    QString status() const;
    /// "It keeps keys"; "an entry was written, read and deleted".
    QString word() const;
    QString reason() const;
    /// A sentence about the result, with the remedy for a problem.
    QString sentence() const;
    /// The gateway's message about the problem; empty: none.
    QString detail() const;

Q_SIGNALS:
    void changed();

private:
    Access m_access;
    std::optional<gateway::Result<void>> m_result;
    bool m_isTrying = false;
};

} // namespace ui::models
