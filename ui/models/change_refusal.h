#pragma once

#include "gateway_parts.h"

#include "gateway/core/error.h"

#include <QObject>
#include <QString>

namespace ui::models {

/// Why a change of the configuration was refused, in the words of the window, for as long as that holds: a mistake in
/// the file is over once the file is mended. Main thread.
class ChangeRefusal final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration>;

    /// `access` must outlive it.
    explicit ChangeRefusal(const Access& access, QObject* parent = nullptr);

    /// `error`: what `access` or its `editing()` has just refused a change with.
    void set(const gateway::Error& error);
    void clear();
    bool isSet() const { return m_error.has_value(); }
    /// Empty: none.
    QString text() const;
    /// What `text` does not say; empty: it says all.
    QString detail() const { return m_detail; }

Q_SIGNALS:
    /// It holds no longer; `text` was said of it.
    void over(const QString& text);

private:
    void look();

    Access m_access;
    std::optional<gateway::Error> m_error;
    QString m_detail;
};

} // namespace ui::models
