#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::wizard {

/// Lines to copy into another program: a title, the lines, and a copy button.
class Snippet : public QWidget {
    Q_OBJECT
public:
    explicit Snippet(const QString& name, QWidget* parent = nullptr);

    void setWords(const QString& title, const QString& sentence);
    void setLines(const QString& lines);
    QString lines() const;

private:
    void fitLines();

    widgets::Label* m_title;
    widgets::Label* m_sentence;
    QPlainTextEdit* m_lines;
    widgets::Button* m_copy;
};

} // namespace ui::wizard
