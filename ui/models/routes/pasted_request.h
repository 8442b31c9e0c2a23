#pragma once

#include "gateway/routing/explanation.h"

#include <QCoreApplication>
#include <QString>

#include <tl/expected.hpp>

namespace ui::models {

/// A pasted request: JSON, a curl command, or raw HTTP. It is neither stored nor sent.
class PastedRequest {
    Q_DECLARE_TR_FUNCTIONS(ui::models::PastedRequest)
public:
    struct Read {
        gateway::routing::Question question; ///< without a consumer
        QString host; ///< its destination, without port; empty: none
    };

    /// Errors: text for display, with the problem and the remedy.
    static tl::expected<Read, QString> read(const QString& text);

private:
    static tl::expected<Read, QString> fromCommand(const QString& text);
    static tl::expected<Read, QString> fromHttp(const QString& text);
    static tl::expected<Read, QString> fromBody(const QString& text);
    static QString unreadable(const std::string& body);
};

} // namespace ui::models
