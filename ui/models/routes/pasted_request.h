#pragma once

#include "gateway/routing/explanation.h"

#include <QCoreApplication>
#include <QString>

#include <tl/expected.hpp>

namespace ui::models {

/// A request as people have it at hand: its JSON alone, a command of curl, or HTTP as it goes
/// over the wire. Nothing of it is kept or sent.
class PastedRequest {
    Q_DECLARE_TR_FUNCTIONS(ui::models::PastedRequest)
public:
    struct Read {
        gateway::routing::Question question; ///< without a consumer
        QString host; ///< that it was for, without its port; empty: not told
    };

    /// Errors: for people, what cannot be read and what to do.
    static tl::expected<Read, QString> read(const QString& text);

private:
    static tl::expected<Read, QString> fromCommand(const QString& text);
    static tl::expected<Read, QString> fromHttp(const QString& text);
    static tl::expected<Read, QString> fromBody(const QString& text);
    static QString unreadable(const std::string& body);
};

} // namespace ui::models
