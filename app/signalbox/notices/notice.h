#pragma once

#include "ui/models/event_model.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace app {

/// Kinds of notices, as `ui.muted` of the configuration names them.
namespace notice_kind {
inline constexpr auto kGateway = "gateway";   ///< its port, its file, its run
inline constexpr auto kFallback = "fallback"; ///< another than the first choice answers, and that this is over
inline constexpr auto kRest = "rest";         ///< something is set aside after failures, and is asked again
inline constexpr auto kKey = "key";           ///< rejected, missing, or in a keychain that is locked
inline constexpr auto kQuota = "quota";       ///< 80, 95 and 100 % of one are used, and it is whole again
inline constexpr auto kBudget = "budget";     ///< 80, 95 and 100 % of one are spent
inline constexpr auto kCertificate = "certificate"; ///< the user's own one for HTTPS ends soon, or has ended
inline constexpr auto kUpdate = "update"; ///< a newer version can be installed, or was
} // namespace notice_kind

/// What many notices at once are told as one of. A matter of its own has none.
enum class NoticeSort { Alone, KeyRejected, KeyUnusable, Fallback, Rest };

/// A button of a notice.
struct NoticeAction {
    QString id;    ///< "show", "try", "mute"
    QString label; ///< in the language in use
};

/// Something that is worth to be told while nobody looks at the window.
struct Notice {
    QString kind;     ///< of `notice_kind`
    NoticeSort sort = NoticeSort::Alone;
    QString subject;  ///< provider id; empty: the gateway; of its hanging, and of many at once, one that no id can be
    QString title; ///< as the text in the language in use
    QString text;
    std::function<void(Notice&)> say; ///< says title and text once more, where the language has changed; may be empty
    QString page;     ///< where the window shows it, by the id of a page or of a room of the settings; may be empty
    std::optional<ui::models::Event> event; ///< that it tells: the window shows what is behind that instead of `page`
    bool isUrgent = false;
    bool isOver = false; ///< it tells the end of what was told before
    std::vector<NoticeAction> actions;

    /// What replaces an earlier one of the same matter.
    QString matter() const { return kind + QLatin1Char('/') + subject; }
};

} // namespace app
