#include "notice_banner.h"

#include <utility>

namespace ui::shell {

NoticeBanner::NoticeBanner(QWidget* parent) : Banner(parent)
{
    setObjectName(QStringLiteral("notice"));
    setClosable(true);
    connect(this, &Banner::actionChosen, this, [this] {
        hide();
        if (const auto then = m_then) then();
    });
}

void NoticeBanner::tell(look::Status status, std::function<NoticeWords()> words, std::function<void()> then, const QString& subject)
{
    m_subject = subject;
    m_status = status;
    m_words = std::move(words);
    m_then = std::move(then);
    say();
}

void NoticeBanner::withdraw(const QString& subject)
{
    if (subject == m_subject) hide();
}

void NoticeBanner::retranslate()
{
    if (!isHidden()) say();
}

void NoticeBanner::say()
{
    const NoticeWords words = m_words ? m_words() : NoticeWords{};
    setMessage(m_status, words.text, words.action);
}

} // namespace ui::shell
