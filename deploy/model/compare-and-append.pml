/* Compare-and-append on a hash chain: writers, an unreliable way to the log, the log, readers. See ARGUMENT.md.
 *
 * One chain. A proposal is a number; it stands for the record's bytes and for their hash, so equal numbers are equal
 * bytes, and 0 is the genesis. A command may be given to both writers (the same idempotency key). Copies of a proposal
 * arrive in any order, late, twice, or never (one that is lost is one that never arrives; one sent again is a second
 * one). The first writer may give up at any time; the second once crashes and begins anew. With TRUNCATION, instead,
 * the log once loses any number of its last records. There are no replicas here, so the broker's acknowledgement is left
 * out: a writer answers, at any time, what it has read back.
 *
 * Everything is one process: the order of the steps below is all the concurrency there is, and spin tries every order.
 */
#ifndef PROPOSALS
#define PROPOSALS 3             /* different records, all writers together; at most 5 */
#define LOG 4                   /* records in the log, void ones included; at most 5 */
#endif
#define COPIES 2                /* of one proposal that may arrive, by whoever's doing */

#define BIT(n) (1 << (n))

/* Commands: 0 is given to both writers; 1 (to the first) and 2 (to the second) exclude each other. */
#define COMMANDS 3
byte todo[2]       = { 3, 5 };  /* bits: not answered yet */
byte excludes[3]   = { 0, 4, 2 };

byte made;                      /* proposals 1..made exist */
byte predecessor[6], command[6], basis[6], arrived[6];

byte log[5], length;

/* What anyone sees who reads the log from its start and knows the rule: after each prefix the head and the commands. */
byte headAfter[6], historyAfter[6];
bool truncated;

/* Writers: the tail (position, head, history) and two proposals in flight. */
byte position[2], head[2], history[2], first[2], second[2];
bool crashed, stale[2];

#define IN_FLIGHT(w) ((first[w] -> BIT(command[first[w]]) : 0) | (second[w] -> BIT(command[second[w]]) : 0))
inline answer(w, c) { todo[w] = todo[w] & ~BIT(c) }

/* "Recorded": from now on the caller relies on it. */
inline answerRecorded(w, c) {
  assert(truncated || (historyAfter[length] & BIT(c)));
  answer(w, c)
}

inline propose(w, c, decidedOn) {
  made++;
  predecessor[made] = head[w];
  if :: first[w] -> predecessor[made] = first[w] :: else fi;
  if :: second[w] -> predecessor[made] = second[w] :: else fi;
  command[made] = c;
  basis[made] = decidedOn;
  if
  :: first[w] == 0 -> first[w] = made
  :: else -> second[w] = made
  fi
}

/* A command that waits is judged against the history and everything in flight, and proposed if nothing speaks against it. */
#define WAITS(w, c) ((todo[w] & BIT(c)) && !(IN_FLIGHT(w) & BIT(c)))
#ifdef NO_IDEMPOTENCY
#define KNOWN(w, c) 0
#else
#define KNOWN(w, c) (history[w] & BIT(c))
#endif
#define JUDGE(w, c) \
  :: d_step { WAITS(w, c) && KNOWN(w, c) -> answerRecorded(w, c) } \
  :: d_step { WAITS(w, c) && !KNOWN(w, c) && (history[w] & excludes[c]) -> answer(w, c) /* a conflict */ } \
  :: d_step { WAITS(w, c) && !KNOWN(w, c) && !((history[w] | IN_FLIGHT(w)) & excludes[c]) \
              && second[w] == 0 && made < PROPOSALS -> i = history[w] | IN_FLIGHT(w); propose(w, c, i); i = 0 }

inline forgetInFlight(w) { first[w] = 0; second[w] = 0 }

/* Another record took the head: all in flight is void for ever and waits again. */
inline foreignHead(w) {
#ifdef NO_RECHECK
  i = first[w]; j = second[w];
  forgetInFlight(w);
  if :: i && made < PROPOSALS -> propose(w, command[i], basis[i]) :: else fi;
  if :: j && made < PROPOSALS -> propose(w, command[j], basis[j]) :: else fi;
  i = 0; j = 0
#else
  forgetInFlight(w)
#endif
}

/* The rule, and what the writer makes of it. */
#define READ(w) \
  :: d_step { position[w] < length && !stale[w] -> \
       r = log[position[w]]; \
       position[w]++; \
       if \
       :: predecessor[r] == head[w] -> \
            head[w] = r; \
            history[w] = history[w] | BIT(command[r]); \
            if \
            :: first[w] == r -> \
                 first[w] = second[w]; second[w] = 0 /* known from now on: answered when it is judged next */ \
            :: first[w] != 0 && first[w] != r -> foreignHead(w) \
            :: first[w] == 0 -> skip \
            fi \
       :: else -> skip /* void */ \
       fi; \
       assert(head[w] == headAfter[position[w]]); /* all readers agree */ \
       assert(history[w] == historyAfter[position[w]]); \
       r = 0 }

#ifdef ANSWER_BEFORE_READ_BACK
#define ANSWER_EARLY(w) \
  :: d_step { first[w] && arrived[first[w]] -> i = command[first[w]]; answerRecorded(w, i); i = 0; \
              first[w] = second[w]; second[w] = 0 }
#else
#define ANSWER_EARLY(w)
#endif

/* The deadline: the first in flight is answered "unknown", though its copies may still arrive; what builds on it waits. */
#define GIVE_UP(w) \
  :: d_step { first[w] != 0 -> i = command[first[w]]; answer(w, i); i = 0; forgetInFlight(w) }

#define CRASH(w) \
  :: d_step { !crashed && (position[w] || first[w]) -> \
       crashed = true; position[w] = 0; head[w] = 0; history[w] = 0; stale[w] = false; \
       forgetInFlight(w) /* the clients ask again, with the same keys */ }

inline appendToLog(x) {
  arrived[x]++;
  log[length] = x;
  length++;
  if
  :: predecessor[x] == headAfter[length - 1] ->
       /* Decided on exactly the state before it: nothing twice, nothing excluded, nothing unseen. */
       assert(basis[x] == historyAfter[length - 1]);
       assert(!(historyAfter[length - 1] & BIT(command[x])));
       assert(!(historyAfter[length - 1] & excludes[command[x]]));
       headAfter[length] = x;
       historyAfter[length] = historyAfter[length - 1] | BIT(command[x])
  :: else ->
       headAfter[length] = headAfter[length - 1];
       historyAfter[length] = historyAfter[length - 1]
  fi
}

#define ARRIVE(r) \
  :: d_step { r <= made && arrived[r] < COPIES && length < LOG -> appendToLog(r) }

#ifdef TRUNCATION
#define CUT(n) \
  :: d_step { !truncated && length > n -> \
       truncated = true; \
       i = n; \
       do :: i < LOG -> log[i] = 0; headAfter[i + 1] = 0; historyAfter[i + 1] = 0; i++ :: else -> break od; \
       i = 0; \
       length = n; \
       stale[0] = position[0] > n; \
       stale[1] = position[1] > n }
/* Noticed before the next record is read: offsets and leader epochs tell. */
#ifdef HEADS_KEPT
#define NOTICE(w) :: d_step { stale[w] -> stale[w] = false; position[w] = length }
#else
#define NOTICE(w) \
  :: d_step { stale[w] -> \
       stale[w] = false; position[w] = 0; head[w] = 0; history[w] = 0; \
       todo[w] = todo[w] & ~IN_FLIGHT(w); \
       forgetInFlight(w) /* all that was proposed is answered "unknown" */ }
#endif
#else
#define CUT(n)
#define NOTICE(w)
#endif

active proctype world() {
  byte i, j, r;
end:
  do
  JUDGE(0, 0) JUDGE(0, 1) JUDGE(1, 0) JUDGE(1, 2)
  READ(0) READ(1)
  ANSWER_EARLY(0) ANSWER_EARLY(1)
#ifndef TRUNCATION
  GIVE_UP(0) CRASH(1)           /* one of each will do */
#endif
  ARRIVE(1) ARRIVE(2) ARRIVE(3) ARRIVE(4) ARRIVE(5)
  CUT(0) CUT(1) CUT(2) CUT(3) CUT(4)
  NOTICE(0) NOTICE(1)
  od
}
