#pragma once

#include <QPlainTextEdit>

#include <string_view>

namespace ui::pages {

/// What differs between two texts, line by line: + and − as well as colour. For reading.
class TextDiffView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextDiffView(QWidget* parent = nullptr);

    void setTexts(std::string_view before, std::string_view after);
    int addedLines() const { return m_added; }
    int removedLines() const { return m_removed; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintLines();

    int m_added = 0;
    int m_removed = 0;
};

} // namespace ui::pages
