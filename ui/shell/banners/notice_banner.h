#pragma once

#include "banner.h"

#include <functional>

namespace ui::shell {

/// The text of a notice below the status strip; an empty `action`: no button.
struct NoticeWords {
    QString text;
    QString action = {};
};

/// Shows an event until the user dismisses it.
class NoticeBanner : public Banner {
    Q_OBJECT
public:
    explicit NoticeBanner(QWidget* parent);

    /// `words` is called again after a change of the language; if it returns nothing, the notice is removed. The button
    /// calls `then`. `subject`: identifies it for `withdraw`.
    void tell(look::Status status, std::function<NoticeWords()> words, std::function<void()> then, const QString& subject = {});
    /// Removes the current notice, if it is about `subject`.
    void withdraw(const QString& subject);
    /// Updates the language. A dismissed notice stays dismissed.
    void retranslate();

private:
    void say();

    look::Status m_status{};
    QString m_subject;
    std::function<NoticeWords()> m_words;
    std::function<void()> m_then;
};

} // namespace ui::shell
