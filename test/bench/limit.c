/*
 * What a machine can do: the register of makeRegister.mjs from CSV to rows in C, with nothing but arithmetic. No validation, no
 * messages, no ranges, no exact verdicts: doubles, and 1e-9 beside the threshold. It marks the limit that ratios are given to.
 *
 *   cc -O3 -march=native -o limit limit.c && ./limit FOLDER owners|control|load OUT
 *
 * owners: x(p, c) = direct share + sum over holders h of s(h, c) x(p, h), companies in the order of their strong components.
 * Short vectors are merged, long ones (LONG entries, MANY references) are referred to with a weight. Who is below the threshold
 * in every holder and holds nothing directly stays below it, since shares sum to at most one. Rings: Gauss-Seidel, person by
 * person, for those who can reach the threshold. control: a work list per controller with a count of votes per company.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define THRESHOLD (0.25 - 1e-9)
#define MAJORITY (0.5 + 1e-9)
enum { LONG = 32, MANY = 8, AHEAD = 16 };

typedef struct { uint64_t hash; int32_t index; } Slot;
typedef struct { int32_t *start, *other; double *share; } Rows;
typedef struct { const char *id; int32_t length; } Text;

static int entities, companies, holdings;
static Rows in, out;
static Text *names;
static FILE *rows_out;

static void *take(size_t count, size_t size) {
  void *memory = calloc(count + 8, size);
  if (!memory) exit(3);
  return memory;
}

static char *slurp(const char *folder, const char *name, size_t *length) {
  char path[4096];
  struct stat about;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &about)) { perror(path); exit(2); }
  char *bytes = take(about.st_size + 64, 1);
  for (size_t got = 0; got < (size_t)about.st_size;) {
    ssize_t part = read(file, bytes + got, about.st_size - got);
    if (part <= 0) exit(2);
    got += part;
  }
  close(file);
  *length = about.st_size;
  return bytes;
}

static inline uint64_t hash_of(const char *text, size_t length) {
  uint64_t hash = length * 0x9e3779b97f4a7c15ull, word = 0;
  for (; length > 8; text += 8, length -= 8) {
    memcpy(&word, text, 8);
    hash = (hash ^ word) * 0xff51afd7ed558ccdull;
    hash ^= hash >> 32;
  }
  memcpy(&word, text, 8);
  if (length < 8) word &= (1ull << (8 * length)) - 1;
  hash = (hash ^ word) * 0xc4ceb9fe1a85ec53ull;
  return (hash ^ hash >> 29) | 1;
}

static inline char *until(char *from, char mark) {
  while (*from != mark) from += 1;
  return from;
}

static Slot *table;
static uint64_t mask;

static int32_t find(uint64_t hash) {
  for (uint64_t at = hash >> 8 & mask;; at = (at + 1) & mask) {
    if (table[at].hash == hash) return table[at].index;
    if (!table[at].hash) { fprintf(stderr, "unknown holder\n"); exit(2); }
  }
}

static void read_entities(const char *folder) {
  size_t length;
  char *bytes = slurp(folder, "entities.csv", &length), *end = bytes + length;
  size_t most = length / 8 + 16;
  uint64_t *hashes = take(most, 8);
  Text *texts = take(most, sizeof(Text));
  char *company = take(most, 1);
  for (char *at = until(bytes, '\n') + 1; at < end;) {
    char *comma = until(at, ',');
    texts[entities] = (Text){at, comma - at};
    hashes[entities] = hash_of(at, comma - at);
    at = comma + 1;
    if (*at == '"') while (*(at = until(at + 1, '"') + 1) == '"') {}
    else at = until(at, ',');
    companies += company[entities++] = at[1] == 'c';
    at = until(at, '\n') + 1;
  }
  uint64_t size = 1024;
  while (size < 2 * (uint64_t)entities) size <<= 1;
  mask = size - 1;
  table = take(size, sizeof(Slot));
  names = take(entities, sizeof(Text));
  int32_t next_company = 0, next_person = companies;
  for (int i = 0; i < entities; i += 1) {
    __builtin_prefetch(&table[hashes[i + AHEAD < entities ? i + AHEAD : i] >> 8 & mask], 1);
    uint64_t at = hashes[i] >> 8 & mask;
    while (table[at].hash) {
      if (table[at].hash == hashes[i]) { fprintf(stderr, "an id twice\n"); exit(2); }
      at = (at + 1) & mask;
    }
    table[at] = (Slot){hashes[i], company[i] ? next_company++ : next_person++};
    names[table[at].index] = texts[i];
  }
  free(hashes), free(texts), free(company);
}

static void read_holdings(const char *folder) {
  static const double TENTHS[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  size_t length;
  char *bytes = slurp(folder, "holdings.csv", &length), *end = bytes + length;
  size_t most = length / 8 + 16;
  uint64_t *holder_hash = take(most, 8), *subject_hash = take(most, 8);
  double *share = take(most, 8);
  for (char *at = until(bytes, '\n') + 1; at < end; holdings += 1) {
    char *comma = until(at, ',');
    holder_hash[holdings] = hash_of(at, comma - at);
    at = comma + 1;
    comma = until(at, ',');
    subject_hash[holdings] = hash_of(at, comma - at);
    uint64_t digits = 0;
    char *dot = NULL;
    for (at = comma + 1; *at >= '.'; at += 1) {
      if (*at == '.') dot = at;
      else digits = digits * 10 + (*at - '0');
    }
    share[holdings] = dot ? digits / TENTHS[at - dot - 1] : (double)digits;
    at = until(at, '\n') + 1;
  }
  free(bytes);
  int32_t *holder = take(holdings, 4), *subject = take(holdings, 4);
  for (int i = 0; i < holdings; i += 1) {
    int ahead = i + AHEAD < holdings ? i + AHEAD : i;
    __builtin_prefetch(&table[holder_hash[ahead] >> 8 & mask]);
    __builtin_prefetch(&table[subject_hash[ahead] >> 8 & mask]);
    holder[i] = find(holder_hash[i]);
    subject[i] = find(subject_hash[i]);
  }
  free(holder_hash), free(subject_hash), free(table);
  Rows *both[] = {&in, &out};
  int32_t *key[] = {subject, holder}, *other[] = {holder, subject};
  for (int side = 0; side < 2; side += 1) {
    Rows *rows = both[side];
    rows->start = take(entities + 2, 4), rows->other = take(holdings, 4), rows->share = take(holdings, 8);
    for (int i = 0; i < holdings; i += 1) rows->start[key[side][i] + 2] += 1;
    for (int i = 0; i < entities; i += 1) rows->start[i + 2] += rows->start[i + 1];
    for (int i = 0; i < holdings; i += 1) {
      int32_t at = rows->start[key[side][i] + 1]++;
      rows->other[at] = other[side][i];
      rows->share[at] = share[i];
    }
  }
  free(holder), free(subject), free(share);
}

/* Strong components of the companies, owners before what they own; `order` lists the members component by component. */
static int32_t *component, *order, *first_of;
static int components;

static void condense(void) {
  int32_t *seen = take(companies, 4), *low = take(companies, 4), *edge = take(companies, 4);
  int32_t *path = take(companies, 4), *open_ones = take(companies, 4);
  int clock = 0, depth, waiting = 0, placed = 0;
  component = take(companies, 4), order = take(companies, 4), first_of = take(companies + 1, 4);
  memset(component, 255, companies * 4ul);
  for (int root = 0; root < companies; root += 1) {
    if (seen[root]) continue;
    depth = 0, path[0] = open_ones[waiting++] = root, edge[root] = in.start[root], seen[root] = low[root] = ++clock;
    while (depth >= 0) {
      int here = path[depth], down = -1;
      while (edge[here] < in.start[here + 1]) {
        int holder = in.other[edge[here]++];
        if (holder >= companies || component[holder] >= 0) continue;
        if (!seen[holder]) { down = holder; break; }
        if (seen[holder] < low[here]) low[here] = seen[holder];
      }
      if (down >= 0) {
        path[++depth] = open_ones[waiting++] = down, edge[down] = in.start[down], seen[down] = low[down] = ++clock;
        continue;
      }
      if (low[here] == seen[here]) {
        first_of[components] = placed;
        int member;
        do component[member = open_ones[--waiting]] = components, order[placed++] = member; while (member != here);
        components += 1;
      }
      if (--depth >= 0 && low[here] < low[path[depth]]) low[path[depth]] = low[here];
    }
  }
  first_of[components] = placed;
  free(seen), free(low), free(edge), free(path), free(open_ones);
}

/* Growing lists of (who, how much): explicit entries and references of companies, and owners at the threshold. */
typedef struct { int32_t *who; double *much; size_t used, room; } List;
typedef struct { size_t from; int32_t count; } Span;

static void put(List *list, int32_t who, double much) {
  if (list->used == list->room) {
    list->room = list->room ? 2 * list->room : 1 << 16;
    list->who = realloc(list->who, list->room * 4), list->much = realloc(list->much, list->room * 8);
  }
  list->who[list->used] = who, list->much[list->used++] = much;
}

static List entries, references, owners;
static Span *entry_span, *reference_span, *owner_span;
static char *is_long;
static double *greatest; /* an upper bound of every person's share in the company */

/* A ring keeps what it solved: person -> the shares in all members. */
typedef struct { int size; int32_t *members; List solved; double **columns; Span *base_entries, *base_references; } Ring;
static Ring *rings;
static int32_t *ring_of, *place_in_ring;
static double *weight_of;
static int32_t *touched, *touched_companies;
static double *weight_of_company;
static int touched_count, touched_company_count;

static double share_of(int person, int company);

static double listed(const List *list, Span span, int person) {
  size_t low = span.from, high = span.from + span.count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (list->who[middle] < person) low = middle + 1;
    else high = middle;
  }
  return low < span.from + span.count && list->who[low] == person ? list->much[low] : 0;
}

static double outside(int person, Span explicit_part, Span referred) {
  double sum = listed(&entries, explicit_part, person);
  for (size_t i = referred.from; i < referred.from + referred.count; i += 1)
    sum += references.much[i] * share_of(person, references.who[i]);
  return sum;
}

static double *solve(Ring *ring, int person) {
  for (size_t i = 0; i < ring->solved.used; i += 1) if (ring->solved.who[i] == person) return ring->columns[i];
  double *base = take(ring->size, 8), *share = take(ring->size, 8), change = 1;
  for (int i = 0; i < ring->size; i += 1) base[i] = outside(person, ring->base_entries[i], ring->base_references[i]);
  for (int sweep = 0; sweep < 5000 && change > 1e-14; sweep += 1) {
    change = 0;
    for (int i = 0; i < ring->size; i += 1) {
      int member = ring->members[i];
      double sum = base[i], own = 0;
      for (int e = in.start[member]; e < in.start[member + 1]; e += 1) {
        int holder = in.other[e];
        if (holder == member) own += in.share[e];
        else if (holder < companies && component[holder] == component[member]) sum += in.share[e] * share[place_in_ring[holder]];
      }
      sum = own < 1 ? sum / (1 - own) : 0;
      if (sum - share[i] > change) change = sum - share[i];
      share[i] = sum;
    }
  }
  free(base);
  put(&ring->solved, person, 0);
  ring->columns = realloc(ring->columns, ring->solved.used * sizeof(double *));
  return ring->columns[ring->solved.used - 1] = share;
}

static double share_of(int person, int company) {
  if (ring_of[company]) return solve(&rings[ring_of[company] - 1], person)[place_in_ring[company]];
  return outside(person, entry_span[company], reference_span[company]);
}

static void add(int person, double much) {
  if (weight_of[person] == 0) touched[touched_count++] = person;
  weight_of[person] += much;
}

/* What comes from outside the component into scratch; returns what the company holds of itself. */
static double gather(int company) {
  double own = 0;
  touched_count = touched_company_count = 0;
  for (int e = in.start[company]; e < in.start[company + 1]; e += 1) {
    int holder = in.other[e];
    double share = in.share[e];
    if (holder >= companies) add(holder, share);
    else if (component[holder] == component[company]) own += holder == company ? share : 0;
    else if (is_long[holder]) {
      if (weight_of_company[holder] == 0) touched_companies[touched_company_count++] = holder;
      weight_of_company[holder] += share;
    } else {
      Span span = entry_span[holder], referred = reference_span[holder];
      for (size_t i = span.from; i < span.from + span.count; i += 1) add(entries.who[i], share * entries.much[i]);
      for (size_t i = referred.from; i < referred.from + referred.count; i += 1) {
        int32_t to = references.who[i];
        if (weight_of_company[to] == 0) touched_companies[touched_company_count++] = to;
        weight_of_company[to] += share * references.much[i];
      }
    }
  }
  return own;
}

/* One row of the result: two ids and a share in millionths. */
static char line_buffer[1 << 20];
static size_t line_used;

static void flush_rows(void) {
  if (line_used && fwrite(line_buffer, 1, line_used, rows_out) != line_used) exit(2);
  line_used = 0;
}

static void row(Text first, Text second, double share) {
  if (line_used + first.length + second.length + 32 > sizeof line_buffer) flush_rows();
  char *at = line_buffer + line_used;
  memcpy(at, first.id, first.length), at += first.length, *at++ = ',';
  memcpy(at, second.id, second.length), at += second.length, *at++ = ',';
  uint32_t millionths = (uint32_t)(share * 1e6 + 0.5);
  *at++ = '0' + millionths / 1000000, *at++ = '.';
  for (uint32_t place = 100000; place; place /= 10) *at++ = '0' + millionths / place % 10;
  *at++ = '\n';
  line_used = at - line_buffer;
}

static int by_number(const void *a, const void *b) { return *(const int32_t *)a - *(const int32_t *)b; }

static void sort(int32_t *list, int count) {
  if (count > LONG) qsort(list, count, 4, by_number);
  else for (int i = 1; i < count; i += 1) {
    int32_t moved = list[i], to = i;
    for (; to > 0 && list[to - 1] > moved; to -= 1) list[to] = list[to - 1];
    list[to] = moved;
  }
}

/* Moves scratch into lists; the greatest explicit share and the weight of what is referred to bound everyone's share. */
static double keep(Span *explicit_part, Span *referred, double times) {
  double most = 0, beyond = 0;
  sort(touched, touched_count);
  *explicit_part = (Span){entries.used, touched_count};
  for (int i = 0; i < touched_count; i += 1) {
    double much = weight_of[touched[i]] * times;
    put(&entries, touched[i], much);
    if (much > most) most = much;
    weight_of[touched[i]] = 0;
  }
  *referred = (Span){references.used, touched_company_count};
  for (int i = 0; i < touched_company_count; i += 1) {
    double much = weight_of_company[touched_companies[i]] * times;
    put(&references, touched_companies[i], much);
    beyond += much * greatest[touched_companies[i]];
    weight_of_company[touched_companies[i]] = 0;
  }
  return most + beyond;
}

static int32_t *asked_for;
static void consider(int person, int company, int32_t stamp) {
  if (asked_for[person] == stamp) return;
  asked_for[person] = stamp;
  double share = share_of(person, company);
  if (share >= THRESHOLD) put(&owners, person, share);
}

static void candidates(Span explicit_part, Span referred, double times, int company, int32_t stamp) {
  double beyond = 0;
  for (size_t i = referred.from; i < referred.from + referred.count; i += 1)
    beyond += references.much[i] * greatest[references.who[i]];
  for (size_t i = explicit_part.from; i < explicit_part.from + explicit_part.count; i += 1)
    if ((entries.much[i] + beyond) * times >= THRESHOLD) consider(entries.who[i], company, stamp);
  for (size_t i = referred.from; i < referred.from + referred.count; i += 1) {
    Span span = owner_span[references.who[i]];
    for (size_t j = span.from; j < span.from + span.count; j += 1) consider(owners.who[j], company, stamp);
  }
}

static void owners_of_ring(int part, Ring *ring, int32_t number) {
  ring->size = first_of[part + 1] - first_of[part];
  ring->members = order + first_of[part];
  ring->base_entries = take(ring->size, sizeof(Span)), ring->base_references = take(ring->size, sizeof(Span));
  double least = 1, top = 0;
  for (int i = 0; i < ring->size; i += 1) {
    int member = ring->members[i];
    double inside = 0;
    for (int e = in.start[member]; e < in.start[member + 1]; e += 1)
      if (in.other[e] < companies && component[in.other[e]] == part) inside += in.share[e];
    double bound = 1;
    gather(member);
    double most = keep(&ring->base_entries[i], &ring->base_references[i], 1);
    if (inside < 1) bound = most / (1 - inside);
    if (1 - inside < least) least = 1 - inside;
    if (bound > top) top = bound;
    ring_of[member] = number, place_in_ring[member] = i, is_long[member] = 1;
  }
  for (int i = 0; i < ring->size; i += 1) greatest[ring->members[i]] = top < 1 ? top : 1;
  for (int i = 0; i < ring->size; i += 1) {
    int member = ring->members[i];
    owner_span[member].from = owners.used;
    for (int j = 0; j < ring->size; j += 1)
      candidates(ring->base_entries[j], ring->base_references[j], least > 0 ? 1 / least : 1e9, member, member + 1);
    owner_span[member].count = owners.used - owner_span[member].from;
  }
}

static void owners_of_all(void) {
  condense();
  entry_span = take(companies, sizeof(Span)), reference_span = take(companies, sizeof(Span)), owner_span = take(companies, sizeof(Span));
  is_long = take(companies, 1), greatest = take(companies, 8), ring_of = take(companies, 4), place_in_ring = take(companies, 4);
  weight_of = take(entities, 8), touched = take(entities, 4), asked_for = take(entities, 4);
  weight_of_company = take(companies, 8), touched_companies = take(companies, 4);
  int ring_count = 0;
  for (int part = 0; part < components; part += 1) ring_count += first_of[part + 1] - first_of[part] > 1;
  rings = take(ring_count, sizeof(Ring));
  ring_count = 0;
  for (int part = 0; part < components; part += 1) {
    if (first_of[part + 1] - first_of[part] > 1) {
      owners_of_ring(part, &rings[ring_count], ring_count + 1);
      ring_count += 1;
      continue;
    }
    int company = order[first_of[part]];
    double own = gather(company);
    greatest[company] = keep(&entry_span[company], &reference_span[company], own < 1 ? 1 / (1 - own) : 0);
    is_long[company] = entry_span[company].count > LONG || reference_span[company].count > MANY;
    owner_span[company].from = owners.used;
    candidates(entry_span[company], reference_span[company], 1, company, company + 1);
    owner_span[company].count = owners.used - owner_span[company].from;
  }
  double sum = 0;
  for (size_t i = 0; i < owners.used; i += 1) sum += owners.much[i];
  for (int company = 0; company < companies; company += 1) {
    Span span = owner_span[company];
    for (size_t i = span.from; i < span.from + span.count; i += 1)
      row(names[company], names[owners.who[i]], owners.much[i]);
  }
  printf("%zu rows, sum %.6f\n", owners.used, sum);
}

static void control_of_all(void) {
  double *votes = take(companies, 8);
  int32_t *counted = take(companies, 4), *work = take(companies, 4);
  char *controlled = take(companies, 1);
  long pairs = 0;
  for (int who = 0; who < entities; who += 1) {
    int waiting = 0, all = 0, count = 0;
    for (int e = out.start[who]; e < out.start[who + 1]; e += 1) waiting += out.share[e] > MAJORITY && out.other[e] != who;
    if (!waiting) continue;
    for (int at = who, done = 0;; at = work[done++]) {
      for (int e = out.start[at]; e < out.start[at + 1]; e += 1) {
        int company = out.other[e];
        if (company == who) continue;
        if (votes[company] == 0) counted[count++] = company;
        votes[company] += out.share[e];
        if (votes[company] > MAJORITY && !controlled[company]) controlled[company] = 1, work[all++] = company;
      }
      if (done == all) break;
    }
    for (int i = 0; i < all; i += 1) row(names[who], names[work[i]], votes[work[i]]);
    for (int i = 0; i < count; i += 1) votes[counted[i]] = 0, controlled[counted[i]] = 0;
    pairs += all;
  }
  printf("%ld rows\n", pairs);
}

int main(int count, char **words) {
  if (count < 4) { fprintf(stderr, "limit FOLDER owners|control|load OUT\n"); return 2; }
  rows_out = fopen(words[3], "w");
  if (!rows_out) { perror(words[3]); return 2; }
  read_entities(words[1]);
  read_holdings(words[1]);
  if (words[2][0] == 'l') { printf("%.3f\n", (double)clock() / CLOCKS_PER_SEC); return 0; }
  if (words[2][0] == 'o') owners_of_all();
  else control_of_all();
  flush_rows();
  return fclose(rows_out) ? 2 : 0;
}
