#include "shell_words.h"

namespace ui::models {

namespace {

constexpr int kHexDigits = 4;

class Splitter {
public:
    explicit Splitter(const QString& line) : m_line(line) { }

    std::optional<QStringList> words()
    {
        while (m_at < m_line.size()) {
            const QChar c = next();
            if (c == u'\'' || c == u'"')
                m_isWord = quoted(c);
            else if (c == u'$' && peek() == u'\'')
                m_isWord = escapedQuote();
            else if (c == u'\\')
                escaped();
            else if (c.isSpace())
                end();
            else
                put(c);
            if (m_isOpen) return std::nullopt;
        }
        end();
        return m_words;
    }

private:
    QChar next() { return m_line.at(m_at++); }
    QChar peek() const { return m_at < m_line.size() ? m_line.at(m_at) : QChar(); }

    void put(QChar c)
    {
        m_word += c;
        m_isWord = true;
    }

    void end()
    {
        if (m_isWord) m_words.push_back(m_word);
        m_word.clear();
        m_isWord = false;
    }

    /// After a backslash outside quotes: a line that ends with one continues.
    void escaped()
    {
        if (peek() == u'\r') ++m_at;
        if (m_at >= m_line.size()) return;
        if (const QChar c = next(); c != u'\n') put(c);
    }

    bool quoted(QChar quote)
    {
        constexpr QStringView kEscapable = u"$`\"\\";
        while (m_at < m_line.size()) {
            QChar c = next();
            if (c == quote) return true;
            if (quote == u'"' && c == u'\\' && peek() == u'\n') {
                ++m_at;
                continue;
            }
            if (quote == u'"' && c == u'\\' && kEscapable.contains(peek())) c = next();
            m_word += c;
        }
        m_isOpen = true;
        return true;
    }

    bool escapedQuote()
    {
        ++m_at;
        while (m_at < m_line.size()) {
            const QChar c = next();
            if (c == u'\'') return true;
            m_word += c == u'\\' && m_at < m_line.size() ? special(next()) : c;
        }
        m_isOpen = true;
        return true;
    }

    QChar special(QChar c)
    {
        if (c == u'u') {
            bool isCode = false;
            const ushort code = m_line.mid(m_at, kHexDigits).toUShort(&isCode, 16);
            m_at += isCode ? kHexDigits : 0;
            return isCode ? QChar(code) : c;
        }
        return c == u'n' ? QChar(u'\n') : c == u'r' ? QChar(u'\r') : c == u't' ? QChar(u'\t') : c;
    }

    const QString& m_line;
    qsizetype m_at = 0;
    QString m_word;
    bool m_isWord = false; // a word has begun, which may be empty
    bool m_isOpen = false; // an unclosed quote
    QStringList m_words;
};

} // namespace

std::optional<QStringList> shellWords(const QString& line) { return Splitter(line).words(); }

} // namespace ui::models
