/* SPDX-License-Identifier: MIT */
#include "loft/measure/frame.h"

#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int frame_add(struct frame *frame, const union frame_cell *row)
{
    size_t bytes = (size_t)frame->info->column_count * sizeof *row;
    int code = mem_vec_reserve((void **)&frame->cells, &frame->room, frame->rows + 1, bytes);
    if (code != 0)
        return code;
    memcpy(frame->cells + frame->rows * frame->info->column_count, row, bytes);
    frame->rows++;
    return 0;
}

void frame_clear(struct frame *frame)
{
    mem_free(frame->cells);
    *frame = (struct frame){.info = frame->info};
}

int frame_column(const struct frame_info *info, const char *name)
{
    for (int i = 0; i < info->column_count; i++)
        if (strcmp(info->columns[i].name, name) == 0)
            return i;
    return -1;
}

const struct frame_list *frame_find_list(const struct frame_list *lists, int count, const char *id)
{
    for (int i = 0; id != NULL && i < count; i++)
        if (strcmp(lists[i].id, id) == 0)
            return &lists[i];
    return NULL;
}

/* How a column is printed as text. */
struct column {
    const struct frame_list *list; /* CODE */
    double scale;                  /* REAL: 100 for shares */
    int decimals;                  /* REAL */
    int width;                     /* characters */
    char head[80];
};

struct printer {
    const struct frame *frame;
    struct column *columns;
    bool danish;
    FILE *out;
};

/* Room for any number: %.8f of the largest double has 309 + 9 characters. */
enum { CELL = 352 };

static const char *code_name(const struct column *column, int64_t code, bool label, char *buffer)
{
    const struct frame_list *list = column->list;
    if (list != NULL && code >= 0 && code < list->count)
        return label ? list->labels[code] : list->names[code];
    snprintf(buffer, CELL, "%" PRId64, code);
    return buffer;
}

/* The fewest of 15, 16 or 17 digits that read back the same bits; 15 drop their trailing zeros. */
static const char *exact_real(double value, char *buffer)
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, CELL, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value)
            break;
    }
    return buffer;
}

static const char *rounded_real(double value, const struct column *column, bool danish,
                                char *buffer)
{
    if (isnan(value))
        return "-";
    value *= column->scale;
    if (fabs(value) < 1e15)
        snprintf(buffer, CELL, "%.*f", column->decimals, value);
    else
        snprintf(buffer, CELL, "%.4g", value);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    char *point = danish ? strchr(buffer, '.') : NULL;
    if (point != NULL)
        *point = ',';
    return buffer;
}

/* A cell that is printed alike in all formats; NULL for a real, which isn't. */
static const char *plain_cell(const struct printer *printer, int64_t row, int index, bool label,
                              char *buffer)
{
    union frame_cell cell = frame_cell(printer->frame, row, index);
    switch (printer->frame->info->columns[index].type) {
    case FRAME_CODE:
        return code_name(&printer->columns[index], cell.count, label, buffer);
    case FRAME_DAY:
        if (cell.count < INT32_MIN || cell.count > INT32_MAX)
            break;
        return date_format((int32_t)cell.count, buffer);
    case FRAME_YEAR:
        if (cell.count == 0)
            return label && printer->danish ? "alle" : "all";
        break;
    case FRAME_TEXT:
        return cell.text != NULL ? cell.text : "";
    case FRAME_REAL:
        return NULL;
    case FRAME_COUNT:
        break;
    }
    snprintf(buffer, CELL, "%" PRId64, cell.count);
    return buffer;
}

/* ---- text ---- */

static const char *text_cell(const struct printer *printer, int64_t row, int index, char *buffer)
{
    const char *text = plain_cell(printer, row, index, true, buffer);
    if (text != NULL)
        return text;
    double value = frame_cell(printer->frame, row, index).real;
    return rounded_real(value, &printer->columns[index], printer->danish, buffer);
}

/* Characters of UTF-8 text: its bytes without the continuation bytes. */
static int characters(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static bool numeric(enum frame_type type)
{
    return type == FRAME_COUNT || type == FRAME_REAL || type == FRAME_YEAR;
}

/* Decimals that leave four digits to the largest number of the column. */
static int column_decimals(const struct frame *frame, int index)
{
    double largest = 0;
    for (int64_t row = 0; row < frame->rows; row++) {
        double size = fabs(frame_cell(frame, row, index).real);
        if (isfinite(size) && size > largest)
            largest = size;
    }
    int decimals = 0;
    for (; largest > 0 && largest < 999.95 && decimals < 8; decimals++)
        largest *= 10;
    return decimals;
}

static void shape_column(struct printer *printer, int index)
{
    const struct frame_column *info = &printer->frame->info->columns[index];
    struct column *column = &printer->columns[index];
    const char *unit = "";
    column->scale = 1;
    if (info->type == FRAME_REAL) {
        bool uplift = strstr(info->name, "uplift") != NULL;
        bool share = strstr(info->name, "share") != NULL;
        if ((uplift || share) && info->unit != NULL && strcmp(info->unit, "1") == 0) {
            column->scale = 100;
            column->decimals = 1;
            unit = !uplift ? " (%)" : printer->danish ? " (pct.point)" : " (pp)";
        } else {
            column->decimals = column_decimals(printer->frame, index);
        }
    }
    snprintf(column->head, sizeof column->head, "%s%s", info->name, unit);
    column->width = characters(column->head);
    char buffer[CELL];
    for (int64_t row = 0; row < printer->frame->rows; row++) {
        int width = characters(text_cell(printer, row, index, buffer));
        if (width > column->width)
            column->width = width;
    }
}

static void put_padded(const struct printer *printer, int index, const char *text)
{
    const struct frame_info *info = printer->frame->info;
    int blanks = printer->columns[index].width - characters(text);
    bool last = index + 1 == info->column_count;
    if (numeric(info->columns[index].type))
        fprintf(printer->out, "%*s%s", blanks, "", text);
    else
        fprintf(printer->out, "%s%*s", text, last ? 0 : blanks, "");
    fputs(last ? "\n" : "  ", printer->out);
}

static void print_text(struct printer *printer)
{
    const struct frame_info *info = printer->frame->info;
    char buffer[CELL];
    for (int i = 0; i < info->column_count; i++)
        shape_column(printer, i);
    for (int i = 0; i < info->column_count; i++)
        put_padded(printer, i, printer->columns[i].head);
    for (int64_t row = 0; row < printer->frame->rows; row++)
        for (int i = 0; i < info->column_count; i++)
            put_padded(printer, i, text_cell(printer, row, i, buffer));
}

/* ---- csv ---- */

static void put_csv(FILE *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void print_csv(const struct printer *printer)
{
    const struct frame_info *info = printer->frame->info;
    char buffer[CELL];
    for (int i = 0; i < info->column_count; i++) {
        put_csv(printer->out, info->columns[i].name);
        fputc(i + 1 == info->column_count ? '\n' : ',', printer->out);
    }
    for (int64_t row = 0; row < printer->frame->rows; row++)
        for (int i = 0; i < info->column_count; i++) {
            const char *text = plain_cell(printer, row, i, false, buffer);
            if (text == NULL) {
                double value = frame_cell(printer->frame, row, i).real;
                text = isnan(value) ? "" : exact_real(value, buffer);
            }
            put_csv(printer->out, text);
            fputc(i + 1 == info->column_count ? '\n' : ',', printer->out);
        }
}

/* ---- json ---- */

static void put_json(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if (*text == '\n')
            fputs("\\n", out);
        else if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

static void put_json_cell(const struct printer *printer, int64_t row, int index)
{
    union frame_cell cell = frame_cell(printer->frame, row, index);
    enum frame_type type = printer->frame->info->columns[index].type;
    char buffer[CELL];
    const char *text = plain_cell(printer, row, index, false, buffer);
    if (text == NULL)
        fputs(isfinite(cell.real) ? exact_real(cell.real, buffer) : "null", printer->out);
    else if (type == FRAME_TEXT && cell.text == NULL)
        fputs("null", printer->out);
    else if (type == FRAME_COUNT || (type == FRAME_YEAR && cell.count != 0))
        fputs(text, printer->out);
    else
        put_json(printer->out, text);
}

static void print_json(const struct printer *printer)
{
    const struct frame_info *info = printer->frame->info;
    fputc('[', printer->out);
    for (int64_t row = 0; row < printer->frame->rows; row++) {
        fputs(row == 0 ? "\n{" : ",\n{", printer->out);
        for (int i = 0; i < info->column_count; i++) {
            put_json(printer->out, info->columns[i].name);
            fputs(": ", printer->out);
            put_json_cell(printer, row, i);
            fputs(i + 1 == info->column_count ? "}" : ", ", printer->out);
        }
    }
    fputs(printer->frame->rows > 0 ? "\n]\n" : "]\n", printer->out);
}

int frame_print(const struct frame *frame, const struct frame_list *lists, int list_count,
                const char *format, bool danish, FILE *out)
{
    const struct frame_info *info = frame->info;
    struct printer printer = {.frame = frame, .danish = danish, .out = out};
    printer.columns = mem_new((size_t)info->column_count, sizeof *printer.columns);
    if (printer.columns == NULL)
        return LOFT_ENOMEM;
    for (int i = 0; i < info->column_count; i++)
        printer.columns[i].list = frame_find_list(lists, list_count, info->columns[i].list);
    int code = 0;
    if (strcmp(format, "text") == 0)
        print_text(&printer);
    else if (strcmp(format, "csv") == 0)
        print_csv(&printer);
    else if (strcmp(format, "json") == 0)
        print_json(&printer);
    else
        code = LOFT_EUSAGE;
    mem_free(printer.columns);
    return code == 0 && ferror(out) ? LOFT_EFILE : code;
}
