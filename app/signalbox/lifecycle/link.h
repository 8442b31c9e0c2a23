#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

namespace app {

/// A signalbox: link that was understood. Nothing of it is done without a question.
struct Link {
    enum class Kind { OpenPage, AddProvider };
    Kind kind = Kind::OpenPage;
    QString page;    ///< OpenPage: its id
    QString type;    ///< AddProvider: an id of the catalog, not looked up yet
    QString address; ///< AddProvider: http or https; empty: the catalog's
};

inline constexpr qsizetype kLongestLink = 2048;

/// Reads "signalbox://open/PAGE" and "signalbox://provider?type=TYPE&address=URL". Whatever
/// else it holds makes it no link: other fields, the same twice, a key.
/// Errors: InvalidRequest; the message never repeats a value.
gateway::Result<Link> parseLink(const QString& text, const QStringList& pages);

} // namespace app
