#pragma once

#include "gateway_parts.h"

#include "gateway/core/error.h"

#include <QObject>
#include <QString>

namespace ui::models {

/// Why a change of the configuration was rejected, as text for the window, as long as that applies: an error in the
/// file no longer applies once the file is corrected. Main thread.
class ChangeRefusal final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration>;

    /// `access` must outlive it.
    explicit ChangeRefusal(const Access& access, QObject* parent = nullptr);

    /// `error`: the error with which `access` or its `editing()` has just rejected a change.
    void set(const gateway::Error& error);
    void clear();
    bool isSet() const { return m_error.has_value(); }
    /// Empty: none.
    QString text() const;
    /// What `text` does not contain; empty: nothing.
    QString detail() const { return m_detail; }

Q_SIGNALS:
    /// Emitted when it no longer applies; `text` was its message.
    void over(const QString& text);

private:
    void look();

    Access m_access;
    std::optional<gateway::Error> m_error;
    QString m_detail;
};

} // namespace ui::models
