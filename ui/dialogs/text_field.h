#pragma once

#include <QPlainTextEdit>

namespace ui::dialogs {

/// A multi-line field in the style of single-line fields. Tab leaves it.
class TextField : public QPlainTextEdit {
    Q_OBJECT
public:
    /// Its height is that of `lines` lines.
    explicit TextField(int lines, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    int m_lines;
};

} // namespace ui::dialogs
