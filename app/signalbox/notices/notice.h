#pragma once

#include "ui/models/event_model.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace app {

/// Kinds of notices, with their names in the setting `ui.muted`.
namespace notice_kind {
inline constexpr auto kGateway = "gateway";   ///< its port, its file, its state
inline constexpr auto kFallback = "fallback"; ///< another target than the first choice responds, and the end of that
inline constexpr auto kRest = "rest";         ///< a cooldown began or ended
inline constexpr auto kKey = "key";           ///< rejected, missing, or in a locked keychain
inline constexpr auto kQuota = "quota";       ///< 80, 95 and 100 % of a quota are used, and its reset
inline constexpr auto kBudget = "budget";     ///< 80, 95 and 100 % of a budget are spent
inline constexpr auto kLimit = "limit";       ///< a percentage of a limit is used, or a conversation repeats itself
inline constexpr auto kExperiment = "experiment"; ///< an experiment has a winner
inline constexpr auto kCertificate = "certificate"; ///< the user's own HTTPS certificate expires soon, or has expired
inline constexpr auto kUpdate = "update"; ///< a newer version is available, or was installed
} // namespace notice_kind

/// Categories of notices that are bundled when there are many. `Alone`: never bundled.
enum class NoticeSort { Alone, KeyRejected, KeyUnusable, Fallback, Rest };

/// A button of a notice.
struct NoticeAction {
    QString id;    ///< "show", "try", "mute"; of a limit also "raise" and "redirect"
    QString label; ///< in the current language
};

/// An event to report while nobody looks at the window.
struct Notice {
    QString kind;     ///< from `notice_kind`
    NoticeSort sort = NoticeSort::Alone;
    QString subject;  ///< provider id; empty: the gateway; a string that is not a provider id for a hung gateway and for bundles
    QString title; ///< in the current language, like the text
    QString text;
    std::function<void(Notice&)> say; ///< sets title and text again after a change of the language; may be empty
    QString page;     ///< page or settings room that shows it, by id; may be empty
    std::optional<ui::models::Event> event; ///< the event it reports: the window shows its subject instead of `page`
    bool isUrgent = false;
    bool isOver = false; ///< it reports the end of an earlier notice
    std::vector<NoticeAction> actions;

    /// Key of the subject: a notice replaces an earlier one with the same key.
    QString matter() const { return kind + QLatin1Char('/') + subject; }
};

} // namespace app
