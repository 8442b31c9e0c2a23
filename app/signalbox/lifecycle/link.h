#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

namespace app {

/// A parsed signalbox: link. It is carried out only after confirmation.
struct Link {
    enum class Kind { OpenPage, AddProvider };
    Kind kind = Kind::OpenPage;
    QString page;    ///< OpenPage: page id
    QString type;    ///< AddProvider: a catalog id, not looked up yet
    QString address; ///< AddProvider: http or https; empty: that of the catalog
};

inline constexpr qsizetype kLongestLink = 2048;

/// Parses "signalbox://open/PAGE" and "signalbox://provider?type=TYPE&address=URL". Anything else makes it invalid:
/// other fields, duplicates, a key. Errors: InvalidRequest; the message never contains a value.
gateway::Result<Link> parseLink(const QString& text, const QStringList& pages);

} // namespace app
