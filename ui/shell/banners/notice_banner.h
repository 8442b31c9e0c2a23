#pragma once

#include "banner.h"

#include <functional>

namespace ui::shell {

/// What a notice under the strip says; an empty `action`: it offers nothing.
struct NoticeWords {
    QString text;
    QString action = {};
};

/// Something that happened, told until its reader puts it away.
class NoticeBanner : public Banner {
    Q_OBJECT
public:
    explicit NoticeBanner(QWidget* parent);

    /// `words` are asked for again in another language; of none nothing is told any more. Their action calls `then`.
    /// `subject`: what it is of, for `withdraw`.
    void tell(look::Status status, std::function<NoticeWords()> words, std::function<void()> then, const QString& subject = {});
    /// What was told of `subject` is over, where that is what it tells.
    void withdraw(const QString& subject);
    /// In another language. One that was put away stays so.
    void retranslate();

private:
    void say();

    look::Status m_status{};
    QString m_subject;
    std::function<NoticeWords()> m_words;
    std::function<void()> m_then;
};

} // namespace ui::shell
